# Deploys a release of euc-saml-audit with Terraform: `npm run release` first, in the root of the repository.
# The release is a CloudFormation template, so Terraform uploads it and creates a stack of it.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "stage" {
  description = "Part of the names of the functions."
  type        = string
  default     = "prod"
}

variable "parameters" {
  description = "Parameters of the template; deploy/parameters.default.yml describes each, with a small initial letter."
  type        = map(string)
  default     = {}
}

variable "tags" {
  description = "Tags of the stack and of all its resources."
  type        = map(string)
  default     = {}
}

locals {
  release = "${path.module}/../../release"
  zips    = fileset(local.release, "*.zip")
  # Another prefix for each release: CloudFormation updates a function only when the name of its code changes.
  version = substr(sha256(join("", [for zip in sort(local.zips) : filesha256("${local.release}/${zip}")])), 0, 16)
}

data "aws_region" "current" {}

resource "aws_s3_bucket" "code" {
  bucket_prefix = "euc-saml-audit-"
  tags          = var.tags
}

resource "aws_s3_bucket_public_access_block" "code" {
  bucket                  = aws_s3_bucket.code.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_object" "zip" {
  for_each = local.zips
  bucket   = aws_s3_bucket.code.id
  key      = "${local.version}/${each.value}"
  source   = "${local.release}/${each.value}"
  etag     = filemd5("${local.release}/${each.value}")
}

# Above the 51,200 bytes that a template can have when it is not in S3.
resource "aws_s3_object" "template" {
  bucket = aws_s3_bucket.code.id
  key    = "${filesha256("${local.release}/template.json")}.json"
  source = "${local.release}/template.json"
}

resource "aws_cloudformation_stack" "audit" {
  name         = "euc-saml-audit-${var.stage}"
  template_url = "https://${aws_s3_bucket.code.bucket_regional_domain_name}/${aws_s3_object.template.key}"
  capabilities = ["CAPABILITY_NAMED_IAM"]
  tags         = var.tags
  parameters = merge(var.parameters, {
    Stage      = var.stage
    CodeBucket = aws_s3_bucket.code.id
    CodePrefix = "${local.version}/"
  })
  depends_on = [aws_s3_object.zip]
}

output "topics_and_table" {
  description = "ARNs of the topics, the name of the table and the URL of the dead-letter queue."
  value       = aws_cloudformation_stack.audit.outputs
}

output "first_scan" {
  description = "Command that scans now and publishes what it finds."
  value       = "aws lambda invoke --region ${data.aws_region.current.name} --function-name euc-saml-audit-${var.stage}-on-demand-scan --cli-binary-format raw-in-base64-out --cli-read-timeout 960 --payload '{\"publish\":true}' report.json"
}
