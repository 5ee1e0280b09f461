# The part of an instance's user data that is the same for every service. What differs stands before it as variables; see
# UserData.java. Comments on lines of their own are left out of the user data, which AWS limits to 16 KB.
#
# No "set -u": bash 4.2 of Amazon Linux 2 takes an empty array for an unset variable.
set -o pipefail
umask 077
PATH="$PATH:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
# In memory and for root only: credentials and secrets are never written to a disk by this script.
RUN=/run/ionroller
CONSOLE=/dev/console

# On the console as well as in cloud-init's log: the engine reads the console's last lines.
say() {
  printf '%s\n' "$1" >&2
  { printf '%s\n' "$1" > "$CONSOLE"; } 2>/dev/null || true
}

# Ends the script with a status other than 0, which cloud-init reports as failed. No container runs then, so the balancer
# finds the instance unhealthy and the Auto Scaling group replaces it.
fail() {
  local reason=${1//$'\n'/ }
  say "IONROLLER-BOOT-FAILED: ${reason:0:500}"
  exit 1
}

# The last line that the program tried last wrote to its standard error; docker's hint at its help says nothing.
why() {
  grep -v -e '--help' -e '^ *$' "$RUN/error" 2> /dev/null | tail -n 1
}

# retry ATTEMPTS PROGRAM...: its standard output is in OUTPUT, without newlines at the end.
retry() {
  local attempts=$1 pause=1
  shift
  until OUTPUT=$("$@" 2> "$RUN/error"); do
    attempts=$((attempts - 1))
    [ "$attempts" -gt 0 ] || return 1
    sleep "$pause"
    pause=$((pause * 2))
  done
}

prepare_folder() {
  mkdir -p "$RUN/docker" && chmod 700 "$RUN" || fail "cannot make $RUN"
  trap 'rm -rf "$RUN"' EXIT
  local kind
  kind=$(stat -f -c %T "$RUN")
  case "$kind" in
    tmpfs | ramfs) ;;
    *) fail "$RUN is on $kind, wanted tmpfs" ;;
  esac
  export DOCKER_CONFIG=$RUN/docker
}

# Version 2 of the instance metadata service: a token first.
metadata() {
  retry 5 curl -sS -f -m 5 -H "X-aws-ec2-metadata-token: $TOKEN" "http://169.254.169.254/latest/meta-data/$1" ||
    fail "no answer of the metadata service for $1: $(why)"
}

read_metadata() {
  retry 5 curl -sS -f -m 5 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' \
    http://169.254.169.254/latest/api/token || fail "no token of the metadata service: $(why)"
  TOKEN=$OUTPUT
  metadata placement/region
  REGION=$OUTPUT
  metadata instance-id
  INSTANCE=$OUTPUT
  export IONROLLER_SERVICE=$SERVICE IONROLLER_ENVIRONMENT=$ENVIRONMENT IONROLLER_VERSION=$VERSION
  export IONROLLER_INSTANCE=$INSTANCE IONROLLER_REGION=$REGION
}

run_user_data() {
  [ -n "$USER_DATA" ] || return 0
  (
    umask 022
    exec bash -e -c "$USER_DATA" < /dev/null
  ) || fail "user_data ended with status $?"
}

start_docker() {
  command -v docker > /dev/null || fail "the AMI has no docker"
  if command -v systemctl > /dev/null; then
    systemctl enable --now docker 2> "$RUN/error" || fail "docker does not start: $(why)"
  fi
  retry 6 docker info || fail "docker does not answer: $(why)"
}

json_value() {
  if command -v jq > /dev/null; then
    jq -r --arg key "$1" 'if has($key) then .[$key] | tostring else error("no such key") end'
  elif command -v python3 > /dev/null; then
    python3 -c 'import json, sys
value = json.load(sys.stdin)[sys.argv[1]]
print(value if isinstance(value, str) else json.dumps(value))' "$1"
  else
    echo "neither jq nor python3 is there to read it" >&2
    return 1
  fi
}

# fetch KIND NAME KEY: the secret is in OUTPUT. Credentials of a new instance profile may take some seconds to work.
fetch() {
  case "$1" in
    ssm)
      retry 5 aws ssm get-parameter --region "$REGION" --with-decryption --name "$2" \
        --query Parameter.Value --output text || fail "cannot read the parameter $2: $(why)"
      ;;
    secretsmanager)
      retry 5 aws secretsmanager get-secret-value --region "$REGION" --secret-id "$2" \
        --query SecretString --output text || fail "cannot read the secret $2: $(why)"
      if [ -n "$3" ]; then
        OUTPUT=$(printf '%s' "$OUTPUT" | json_value "$3" 2> "$RUN/error") ||
          fail "cannot read the key $3 of the secret $2: $(why)"
      fi
      ;;
  esac
}

docker_login() {
  printf '%s' "$PASSWORD" | docker login --username AWS --password-stdin "$REGISTRY"
}

log_in() {
  case "$REGISTRY_AUTH" in
    ecr)
      retry 5 aws ecr get-login-password --region "$ECR_REGION" || fail "no password of ECR: $(why)"
      PASSWORD=$OUTPUT
      retry 5 docker_login || fail "cannot log in to $REGISTRY: $(why)"
      ;;
    dockercfg)
      fetch "${DOCKERCFG[@]}"
      case "$OUTPUT" in
        *'"auths"'*) printf '%s' "$OUTPUT" > "$DOCKER_CONFIG/config.json" ;;
        *) printf '{"auths":%s}' "$OUTPUT" > "$DOCKER_CONFIG/config.json" ;;
      esac
      ;;
  esac
}

# Docker reads the file as it is, one variable a line, without quotes. Values stay out of the list of processes.
fetch_secrets() {
  : > "$RUN/env" || fail "cannot write $RUN/env"
  local i
  for ((i = 0; i < ${#SECRETS[@]}; i += 4)); do
    fetch "${SECRETS[i + 1]}" "${SECRETS[i + 2]}" "${SECRETS[i + 3]}"
    case "$OUTPUT" in
      *$'\n'* | *$'\r'*) fail "the secret of ${SECRETS[i]} has several lines, wanted one; encode it in base64" ;;
    esac
    printf '%s=%s\n' "${SECRETS[i]}" "$OUTPUT" >> "$RUN/env" || fail "cannot write $RUN/env"
  done
}

# unless-stopped: a container that ends is started again at once, and so it is after a reboot, at which cloud-init does not
# run this script again; but it stays down when a person stops it to look.
run_container() {
  retry 6 docker pull "$IMAGE" || fail "cannot pull $IMAGE: $(why)"
  local option
  for option in "${LOG_OPTIONS[@]}"; do
    OPTIONS+=(--log-opt "${option//\{instance\}/$INSTANCE}")
  done
  docker rm --force ionroller > /dev/null 2>&1
  docker run --detach --name ionroller --restart unless-stopped --env-file "$RUN/env" \
    --env IONROLLER_SERVICE --env IONROLLER_ENVIRONMENT --env IONROLLER_VERSION \
    --env IONROLLER_INSTANCE --env IONROLLER_REGION \
    "${OPTIONS[@]}" "$IMAGE" "${RUN_ARGS[@]}" > /dev/null 2> "$RUN/error" ||
    fail "cannot run $IMAGE: $(why)"
  say "IONROLLER-BOOT-DONE: $ENVIRONMENT runs $IMAGE on $INSTANCE"
}

# The lines are indented, so that none of them passes for one of this script.
# Whether it is healthy is for the balancer to find; but when it ends at once, its last words are worth having.
watch_container() {
  local i restarts running status
  for ((i = 0; i < 15; i++)); do
    sleep 2
    read -r restarts running status \
      < <(docker inspect --format '{{.RestartCount}} {{.State.Running}} {{.State.ExitCode}}' ionroller 2> /dev/null)
    if [ "${restarts:-0}" != 0 ] || [ "$running" = false ]; then
      say "IONROLLER-CONTAINER-ENDED: status ${status:-unknown}; it is started again; its last lines:"
      say "$(docker logs --tail 20 ionroller 2>&1 | cut -c 1-500 | sed 's/^/  /')"
      return
    fi
  done
}

main() {
  prepare_folder
  read_metadata
  run_user_data
  start_docker
  log_in
  fetch_secrets
  run_container
  watch_container
}

main
