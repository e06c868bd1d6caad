# A fleet as a team would write it by hand: one map, one module. What bench/plans.mjs plans.
terraform {
  required_version = ">= 1.5.0"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}

provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}

module "appliances" {
  source     = "./appliances"
  appliances = jsondecode(file("${path.module}/appliances.json"))
}
