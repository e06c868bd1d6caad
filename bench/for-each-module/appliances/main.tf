variable "appliances" {
  description = "ARNs of certificates by the names of appliances"
  type        = map(string)
}

data "aws_iam_policy_document" "appliance" {
  statement {
    actions   = ["iot:Connect"]
    resources = ["arn:aws:iot:us-east-1:123456789012:client/$${iot:Connection.Thing.ThingName}"]
  }
}

resource "aws_iot_policy" "appliance" {
  name   = "panorama-us-east-1-appliance"
  policy = data.aws_iam_policy_document.appliance.json
}

resource "aws_iot_thing" "appliance" {
  for_each = var.appliances
  name     = "panorama-${each.key}"
}

resource "aws_iot_policy_attachment" "appliance" {
  for_each = var.appliances
  policy   = aws_iot_policy.appliance.name
  target   = each.value
}

resource "aws_iot_thing_principal_attachment" "appliance" {
  for_each  = var.appliances
  thing     = aws_iot_thing.appliance[each.key].name
  principal = each.value
}

output "thing_arns" {
  value = { for name, thing in aws_iot_thing.appliance : name => thing.arn }
}
