#!/usr/bin/env bash
# Makes an account export with nothing but the AWS CLI and jq; docs/export.md explains what it writes.
#
#   scripts/make-export.sh FOLDER REGION…
#
# Credentials, names of people and their addresses never reach the folder. A call that fails leaves NAME.error.json and
# the rest goes on.
set -euo pipefail

if (($# < 2)); then
  echo "Usage: $0 FOLDER REGION…" >&2
  exit 2
fi
for tool in aws jq; do
  command -v "$tool" >/dev/null || { echo "$0: $tool is needed and not installed" >&2; exit 2; }
done

folder=$1
shift
if [[ -e $folder && -n $(ls -A "$folder") ]]; then
  echo "$0: $folder is not empty; an export is only true when nothing of an older one is left in it" >&2
  exit 2
fi
umask 077
mkdir -p "$folder/global"
stderr=$(mktemp)
trap 'rm -f "$stderr"' EXIT

# pages SERVICE COMMAND [OPTION…]: every page of an answer, one JSON document each. The CLI follows pages by itself,
# except for describe-connection-aliases and describe-entitlements: there it leaves a token for us to follow.
pages() {
  local page token=
  while
    page=$(aws "$@" --output json ${token:+--next-token "$token"}) || return
    printf '%s\n' "$page"
    token=$(jq -r '.NextToken // empty' <<<"$page")
    [[ -n $token ]]
  do :; done
}

merge='reduce .[] as $page ({};
    reduce ($page | del(.NextToken) | to_entries[]) as {$key, $value} (.;
      .[$key] = if ($value | type) == "array" then (.[$key] // []) + $value else $value end))'

# What stays of each answer: "value" (text, numbers, lists of them), "person" (a pseudonym), "document" (as it is), or
# these members of each object. Whatever else AWS says never reaches the folder.
# <kept: written by npm run generate>
kept='{
  "sts get-caller-identity": {"Account":"value","Arn":"value"},
  "iam get-account-authorization-details": {"RoleDetailList":{"Arn":"value","RoleName":"value","Path":"value","AssumeRolePolicyDocument":"document","CreateDate":"value","RolePolicyList":{"PolicyName":"value","PolicyDocument":"document"},"AttachedManagedPolicies":{"PolicyName":"value","PolicyArn":"value"},"PermissionsBoundary":{"PermissionsBoundaryType":"value","PermissionsBoundaryArn":"value"},"Tags":{"Key":"value","Value":"value"},"RoleLastUsed":{"LastUsedDate":"value"}},"Policies":{"Arn":"value","PolicyName":"value","DefaultVersionId":"value","PolicyVersionList":{"VersionId":"value","IsDefaultVersion":"value","Document":"document"}}},
  "iam list-roles": {"Roles":{"Arn":"value","RoleName":"value","Path":"value","AssumeRolePolicyDocument":"document","CreateDate":"value","MaxSessionDuration":"value"}},
  "iam list-saml-providers": {"SAMLProviderList":{"Arn":"value","CreateDate":"value"}},
  "iam get-saml-provider": {"SAMLProviderUUID":"value","SAMLMetadataDocument":"value","AssertionEncryptionMode":"value","SAMLKeyHashes":{"IssuerURL":"value"}},
  "workspaces describe-workspace-directories": {"Directories":{"DirectoryId":"value","Alias":"value","DirectoryName":"value","RegistrationCode":"value","DirectoryType":"value","State":"value","ErrorMessage":"value","UserIdentityType":"value","WorkspaceType":"value","ipGroupIds":"value","SamlProperties":{"Status":"value","UserAccessUrl":"value","RelayStateParameterName":"value"},"CertificateBasedAuthProperties":{"Status":"value","CertificateAuthorityArn":"value"},"WorkspaceAccessProperties":{"DeviceType*":"value","AccessEndpointConfig":{"AccessEndpoints":{"AccessEndpointType":"value","VpcEndpointId":"value"},"InternetFallbackProtocols":"value"}},"EndpointEncryptionMode":"value","WorkspaceCreationProperties":{"EnableMaintenanceMode":"value"}}},
  "workspaces describe-ip-groups": {"Result":{"groupId":"value","groupName":"value","userRules":{"ipRule":"value"}}},
  "workspaces describe-connection-aliases": {"ConnectionAliases":{"AliasId":"value","ConnectionString":"value","State":"value","OwnerAccountId":"value","Associations":{"AssociationStatus":"value","AssociatedAccountId":"value","ResourceId":"value"}}},
  "workspaces describe-workspaces": {"Workspaces":{"DirectoryId":"value","State":"value","WorkspaceProperties":{"Protocols":"value","OperatingSystemName":"value"},"UserVolumeEncryptionEnabled":"value","RootVolumeEncryptionEnabled":"value"}},
  "workspaces describe-workspaces-pools": {"WorkspacesPools":{"PoolId":"value","PoolArn":"value","PoolName":"value","State":"value","DirectoryId":"value"}},
  "ds describe-directories": {"DirectoryDescriptions":{"DirectoryId":"value","Type":"value","Stage":"value","RadiusStatus":"value","RadiusSettings":{"AuthenticationProtocol":"value"}}},
  "appstream describe-stacks": {"Stacks":{"Name":"value","AccessEndpoints":{"EndpointType":"value","VpceId":"value"}}},
  "appstream describe-fleets": {"Fleets":{"Name":"value","State":"value","StreamView":"value","EnableDefaultInternetAccess":"value","VpcConfig":{"SubnetIds":"value"},"MaxUserDurationInSeconds":"value","DisconnectTimeoutInSeconds":"value","IdleDisconnectTimeoutInSeconds":"value","DomainJoinInfo":{"DirectoryName":"value"}}},
  "appstream describe-directory-configs": {"DirectoryConfigs":{"DirectoryName":"value","CertificateBasedAuthProperties":{"Status":"value","CertificateAuthorityArn":"value"}}},
  "appstream describe-users": {"Users":{"UserName":"person","Enabled":"value","Status":"value","AuthenticationType":"value"}},
  "appstream list-associated-fleets": {"Names":"value"},
  "appstream describe-entitlements": {"Entitlements":{"Name":"value","Attributes":{"Name":"value"}}},
  "appstream describe-user-stack-associations": {"UserStackAssociations":{"StackName":"value","UserName":"person","AuthenticationType":"value"}},
  "acm-pca describe-certificate-authority": {"CertificateAuthority":{"Arn":"value","Type":"value","Status":"value","RevocationConfiguration":{"CrlConfiguration":{"Enabled":"value"},"OcspConfiguration":{"Enabled":"value"}}}},
  "acm-pca list-tags": {"Tags":{"Key":"value"}}
}'
# </kept>

keep='
  def hollow: if type == "array" then [] elif type == "string" then "" elif type == "object" then {} else . end;

  def stays($what):
    def one:
      if ($what | type) == "object" then
        if type != "object" then hollow
        else with_entries(
          .key as $name
          | [$what | to_entries[]
             | select(.key == $name or (.key | endswith("*") and (.[:-1] as $start | $name | startswith($start))))][0].value
            as $member
          | select($member != null) | .value |= stays($member))
        end
      elif type == "array" or type == "object" then hollow
      elif $what == "person" and type == "string" then $pseudonyms[0][.] // ""
      else . end;
    if $what == "document" then . elif type == "array" then map(one) else one end;

  # The value of a tag is often a person. It is needed only where a policy compares that tag with something.
  def needed_tags: (tojson | ascii_downcase) as $policies
    | .RoleDetailList[]?.Tags[]? |= (("tag/" + (.Key | ascii_downcase)) as $key
        | if ($policies | contains($key)) then . else .Value = "left out" end);

  # Versions of a policy that are not in force decide nothing.
  def default_versions: .Policies[]? |= (.DefaultVersionId as $id
    | .PolicyVersionList |= map(select(.IsDefaultVersion == true or .VersionId == $id)));

  # SAML metadata names people to call.
  def without_people: gsub("<!--[\\s\\S]*?-->"; "")
    | gsub("<(?<p>([\\w.-]+:)?)(?<n>ContactPerson|Organization|Extensions)(?=[\\s/>])[^>]*?(/>|>[\\s\\S]*?</\\k<p>\\k<n>\\s*>)"; "");

  def without_addresses: gsub("[^\\s\"'"'"'<>(),:;]+@[^\\s\"'"'"'<>(),:;]+"; "(address removed)");

  if $call == "iam get-account-authorization-details" then needed_tags | default_versions
  elif $call == "iam get-saml-provider" then .SAMLMetadataDocument |= without_people
  elif $call == "workspaces describe-workspace-directories" then (.Directories[]? | .ErrorMessage | strings) |= without_addresses
  else . end
  | stays($kept[$call])'

# Linux has sha256sum, macOS has shasum.
sha256() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi; }

# Pseudonyms are the same in all files of this export, and nobody can trace one back by trying names: the key is
# forgotten when the script ends.
key=$(head -c 32 /dev/urandom | sha256 | cut -d' ' -f1)

# pseudonyms: of each user in the answer on standard input, the name and what stands for it.
pseudonyms() {
  local name
  jq -r '.. | objects | .UserName? | strings' | sort -u | while IFS= read -r name; do
    jq -n --arg name "$name" --arg hash "$(printf %s "$key:$name" | sha256 | cut -c1-16)" '{($name): $hash}'
  done | jq -s 'add // {}'
}

# save FILE SERVICE COMMAND [OPTION…]: what stays of the merged answer into FILE.json, or what AWS said instead into
# FILE.error.json (without the caller's name).
save() {
  local file=$1 answer names=echo
  shift
  # The name of a resource that ends in .error would make its answer look like a refusal.
  if [[ $file == *.error ]]; then file=${file%.error}%2Eerror; fi
  echo "$*" >&2
  if [[ $2 == describe-user* ]]; then names=pseudonyms; fi
  if answer=$(pages "$@" 2>"$stderr"); then
    jq -s --arg call "$1 $2" --argjson kept "$kept" --slurpfile pseudonyms <($names <<<"$answer") \
      "$merge | $keep" <<<"$answer" >"$file.json"
    return
  fi
  cat "$stderr" >&2
  jq -R -s '
    gsub("\\s+"; " ")
    | (capture("An error occurred \\((?<code>[^)]+)\\) when calling the \\w+ operation( \\(reached max retries: \\d+\\))?: (?<message>.*)")
       // {code: "ClientError", message: .})
    | .message |= (gsub("(User: )?arn:[^ ]+:(sts|iam)::[0-9]*:(assumed-role|federated-user|user|root)[^ ]*"; "the caller")
                   | gsub("[^\\s\"<>(),:;]+@[^\\s\"<>(),:;]+"; "(address removed)")
                   | sub("^ "; "") | sub(" $"; ""))' "$stderr" >"$file.error.json"
}

# read_back FILE FILTER: what the filter finds in an answer; nothing when there was none.
read_back() {
  if [[ -f $1.json ]]; then jq -r "$2" "$1.json"; fi
}

identity=$(aws sts get-caller-identity --output json)
jq -n '{createdAt: (now | todate), tool: "make-export.sh"}' >"$folder/export.json"
jq '{Account, Arn: (.Arn | sub(":(sts|iam)::(?<account>[0-9]+):.*"; ":iam::\(.account):root"))}' \
  <<<"$identity" >"$folder/account.json"
account=$(jq -r .Account <<<"$identity")

g=$folder/global
save "$g/iam.get-account-authorization-details" \
  iam get-account-authorization-details --filter Role LocalManagedPolicy AWSManagedPolicy
save "$g/iam.list-roles" iam list-roles
save "$g/iam.list-saml-providers" iam list-saml-providers
for arn in $(read_back "$g/iam.list-saml-providers" '.SAMLProviderList[].Arn'); do
  save "$g/iam.get-saml-provider.${arn##*/}" iam get-saml-provider --saml-provider-arn "$arn"
done

for region in "$@"; do
  r=$folder/$region
  mkdir -p "$r"
  in=(--region "$region")

  # <calls: written by npm run generate>
  save "$r/workspaces.describe-workspace-directories" workspaces describe-workspace-directories "${in[@]}"
  save "$r/workspaces.describe-ip-groups" workspaces describe-ip-groups "${in[@]}"
  save "$r/workspaces.describe-connection-aliases" workspaces describe-connection-aliases "${in[@]}"
  save "$r/workspaces.describe-workspaces" workspaces describe-workspaces "${in[@]}"
  save "$r/workspaces.describe-workspaces-pools" workspaces describe-workspaces-pools "${in[@]}"
  save "$r/ds.describe-directories" ds describe-directories "${in[@]}"
  save "$r/appstream.describe-stacks" appstream describe-stacks "${in[@]}"
  save "$r/appstream.describe-fleets" appstream describe-fleets "${in[@]}"
  save "$r/appstream.describe-directory-configs" appstream describe-directory-configs "${in[@]}"
  save "$r/appstream.describe-users" appstream describe-users --authentication-type USERPOOL "${in[@]}"
  # </calls>
  for stack in $(read_back "$r/appstream.describe-stacks" '.Stacks[].Name'); do
    # <calls for each stack: written by npm run generate>
    save "$r/appstream.list-associated-fleets.$stack" appstream list-associated-fleets --stack-name "$stack" "${in[@]}"
    save "$r/appstream.describe-entitlements.$stack" appstream describe-entitlements --stack-name "$stack" "${in[@]}"
    save "$r/appstream.describe-user-stack-associations.$stack" appstream describe-user-stack-associations --stack-name "$stack" "${in[@]}"
    # </calls for each stack>
  done
done

# Certificate authorities that a directory names, in their own Region; those of other accounts cannot be asked.
authorities=$(
  for r in "$folder"/*/; do
    read_back "$r/workspaces.describe-workspace-directories" '.Directories[].CertificateBasedAuthProperties.CertificateAuthorityArn // empty'
    read_back "$r/appstream.describe-directory-configs" '.DirectoryConfigs[].CertificateBasedAuthProperties.CertificateAuthorityArn // empty'
  done | sort -u
)
for arn in $authorities; do
  IFS=: read -r _ _ _ region owner _ <<<"$arn"
  [[ $owner == "$account" ]] || continue
  mkdir -p "$folder/$region"
  authority=(--certificate-authority-arn "$arn" --region "$region")
  save "$folder/$region/acm-pca.describe-certificate-authority.${arn##*/}" \
    acm-pca describe-certificate-authority "${authority[@]}"
  save "$folder/$region/acm-pca.list-tags.${arn##*/}" acm-pca list-tags "${authority[@]}"
done

echo "The export is in $folder" >&2
