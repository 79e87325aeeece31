#!/usr/bin/env bash
# Makes an account export with nothing but the AWS CLI and jq; docs/export.md explains what it writes.
#
#   scripts/make-export.sh FOLDER REGION…
#
# Credentials, people's names and e-mail addresses never reach the folder. A call that fails leaves NAME.error.json and
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

# save FILE FILTER SERVICE COMMAND [OPTION…]: the merged answer through a jq filter into FILE.json, or what AWS said
# instead into FILE.error.json (without the caller's name).
save() {
  local file=$1 filter=$2 answer
  shift 2
  echo "$*" >&2
  if answer=$(pages "$@" 2>"$stderr"); then
    jq -s "$merge | $filter" <<<"$answer" >"$file.json"
    return
  fi
  cat "$stderr" >&2
  jq -R -s '
    gsub("\\s+"; " ")
    | (capture("An error occurred \\((?<code>[^)]+)\\) when calling the \\w+ operation[^:]*: (?<message>.*)")
       // {code: "ClientError", message: .})
    | .message |= (gsub("(User: )?arn:[^ ]+:(sts|iam)::[0-9]*:(assumed-role|federated-user|user|root)[^ ]*"; "the caller")
                   | sub("^ "; "") | sub(" $"; ""))' "$stderr" >"$file.error.json"
}

# read_back FILE FILTER: what the filter finds in an answer; nothing when there was none.
read_back() {
  if [[ -f $1.json ]]; then jq -r "$2" "$1.json"; fi
}

# Linux has sha256sum, macOS has shasum.
sha256() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi; }

# hide_people FILE LIST MEMBER…: of each user only these members and a hash of the address, the same in every file.
hide_people() {
  local file=$1.json list=$2 hashes name
  shift 2
  [[ -f $file ]] || return 0
  hashes=$(jq -r ".$list[].UserName" "$file" | sort -u | while IFS= read -r name; do
    jq -n --arg name "$name" --arg hash "$(printf %s "$account:$name" | sha256 | cut -c1-16)" '{($name): $hash}'
  done | jq -s add)
  jq --argjson hashes "$hashes" \
    ".$list |= map({UserName: \$hashes[.UserName]} + with_entries(select(.key | IN(\$ARGS.positional[]))))" \
    --args "$@" <"$file" >"$file.tmp"
  mv "$file.tmp" "$file"
}

identity=$(aws sts get-caller-identity --output json)
jq '{Account, Arn: (.Arn | sub(":(sts|iam)::(?<account>[0-9]+):.*"; ":iam::\(.account):root"))}' \
  <<<"$identity" >"$folder/account.json"
account=$(jq -r .Account <<<"$identity")

# SAML metadata may name people to call.
without_contacts='.SAMLMetadataDocument |=
  gsub("(?<tag><([\\w.-]+:)?(GivenName|SurName|EmailAddress|TelephoneNumber)(\\s[^<>]*)?>)[^<]+"; .tag)'

g=$folder/global
save "$g/iam.get-account-authorization-details" '{RoleDetailList, Policies}' \
  iam get-account-authorization-details --filter Role LocalManagedPolicy AWSManagedPolicy
save "$g/iam.list-roles" . iam list-roles
save "$g/iam.list-saml-providers" . iam list-saml-providers
for arn in $(read_back "$g/iam.list-saml-providers" '.SAMLProviderList[].Arn'); do
  save "$g/iam.get-saml-provider.${arn##*/}" "$without_contacts" iam get-saml-provider --saml-provider-arn "$arn"
done

for region in "$@"; do
  r=$folder/$region
  mkdir -p "$r"
  in=(--region "$region")

  save "$r/workspaces.describe-workspace-directories" 'del(.Directories[]? | .CustomerUserName, .ActiveDirectoryConfig)' \
    workspaces describe-workspace-directories "${in[@]}"
  save "$r/workspaces.describe-ip-groups" . workspaces describe-ip-groups "${in[@]}"
  save "$r/workspaces.describe-connection-aliases" . workspaces describe-connection-aliases "${in[@]}"
  save "$r/workspaces.describe-workspaces" \
    '.Workspaces |= map({DirectoryId, State, WorkspaceProperties: {Protocols: .WorkspaceProperties.Protocols}})' \
    workspaces describe-workspaces "${in[@]}"
  save "$r/ds.describe-directories" \
    '.DirectoryDescriptions |= map({DirectoryId, Type, Edition, Stage, RadiusStatus} | with_entries(select(.value != null)))' \
    ds describe-directories "${in[@]}"

  save "$r/appstream.describe-stacks" . appstream describe-stacks "${in[@]}"
  save "$r/appstream.describe-fleets" . appstream describe-fleets "${in[@]}"
  save "$r/appstream.describe-directory-configs" 'del(.DirectoryConfigs[]?.ServiceAccountCredentials)' \
    appstream describe-directory-configs "${in[@]}"
  save "$r/appstream.describe-users" . appstream describe-users --authentication-type USERPOOL "${in[@]}"
  hide_people "$r/appstream.describe-users" Users Enabled Status AuthenticationType
  for stack in $(read_back "$r/appstream.describe-stacks" '.Stacks[].Name'); do
    save "$r/appstream.list-associated-fleets.$stack" . \
      appstream list-associated-fleets --stack-name "$stack" "${in[@]}"
    save "$r/appstream.describe-entitlements.$stack" . \
      appstream describe-entitlements --stack-name "$stack" "${in[@]}"
    save "$r/appstream.describe-user-stack-associations.$stack" . \
      appstream describe-user-stack-associations --stack-name "$stack" "${in[@]}"
    hide_people "$r/appstream.describe-user-stack-associations.$stack" UserStackAssociations StackName AuthenticationType
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
  save "$folder/$region/acm-pca.describe-certificate-authority.${arn##*/}" '.CertificateAuthority |= {Arn, Type, Status}' \
    acm-pca describe-certificate-authority "${authority[@]}"
  save "$folder/$region/acm-pca.list-tags.${arn##*/}" '.Tags |= map({Key})' acm-pca list-tags "${authority[@]}"
done

echo "The export is in $folder" >&2
