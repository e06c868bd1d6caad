// What the templates take of CDKTF. Once: each file that imported it would have the bundle copy all of its names.
export {
  CloudBackend,
  DataResource,
  HttpBackend,
  LocalBackend,
  NamedCloudWorkspace,
  NamedRemoteWorkspace,
  RemoteBackend,
  S3Backend,
  TerraformDataSource,
  TerraformElement,
  TerraformResource,
  TerraformStack,
} from "cdktf";
