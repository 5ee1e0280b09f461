# Finds a JDK of at least version 25. Sourced by ./mvnw and ./ionroller; POSIX shell.

wanted_jdk=25

# Succeeds if the folder $1 holds a JDK that is new enough.
is_wanted_jdk() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  major=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release")
  [ "${major:-0}" -ge "$wanted_jdk" ]
}

# Prints the home of the first JDK found: JAVA_HOME, the java on the PATH, the usual folders. Fails if there is none.
find_jdk() (
  set +f
  if [ -n "${JAVA_HOME-}" ] && is_wanted_jdk "$JAVA_HOME"; then
    printf '%s\n' "$JAVA_HOME"
    exit 0
  fi
  if on_path=$(command -v javac 2>/dev/null); then
    home=$(dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || printf '%s' "$on_path")")")
    if is_wanted_jdk "$home"; then
      printf '%s\n' "$home"
      exit 0
    fi
  fi
  for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.local/share/mise/installs/java/* "${HOME-}"/.asdf/installs/java/*; do
    if is_wanted_jdk "$home"; then
      printf '%s\n' "$home"
      exit 0
    fi
  done
  exit 1
)

# What to tell a person who has none.
say_no_jdk() {
  echo "ION-Roller needs a JDK $wanted_jdk or newer and found none in JAVA_HOME, on the PATH or in the usual folders." >&2
  echo "Install one, for example Eclipse Temurin $wanted_jdk (https://adoptium.net), or set JAVA_HOME to where it is." >&2
}
