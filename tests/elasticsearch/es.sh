#!/usr/bin/env bash
# A real Elasticsearch for the tests, from Maven Central; needs Java 17 and Maven, no root.
#
#   ES_DIR=folder tests/elasticsearch/es.sh build     fetch and unpack (about 100 MB, once)
#   ES_DIR=folder tests/elasticsearch/es.sh run       serve 127.0.0.1:$ES_PORT in the foreground until TERM
#
# The archive is Elastic's own for integration tests: the server without its modules. Our index splits at blanks only, so it needs none of them.
# Elasticsearch refuses to run as root; then `run` becomes user nobody, who must be able to reach ES_DIR.
set -euo pipefail

version=8.18.0
dir=${ES_DIR:?set ES_DIR to a folder}
port=${ES_PORT:-9200}
home=$dir/elasticsearch-$version

build() {
    rm -rf "$home"
    mkdir -p "$dir"
    cd "$dir" # Maven must not take a pom.xml of somebody else
    mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:unpack \
        -Dartifact=org.elasticsearch.distribution.integ-test-zip:elasticsearch:$version:zip \
        -DoutputDirectory="$dir"
    cat > "$home/config/elasticsearch.yml" <<CONFIG
network.host: 127.0.0.1
discovery.type: single-node
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
CONFIG
    mkdir -p "$home/data" "$home/logs"
    if [ "$(id -u)" = 0 ]; then
        chown -R nobody "$home"
        chmod a+rx "$dir"
    fi
}

run() {
    export ES_JAVA_HOME=${ES_JAVA_HOME:-${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}}
    # The server, and the program before it that reads its settings, live for a minute: the quick compiler, and Elastic's own classes are believed
    # instead of verified. A small heap that is not touched in advance, for one thread. Half the time to start and half the memory.
    local quick="-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote -XX:TieredStopAtLevel=1"
    export CLI_JAVA_OPTS=${CLI_JAVA_OPTS:-$quick}
    export ES_JAVA_OPTS=${ES_JAVA_OPTS:-$quick -Xms128m -Xmx512m -XX:-AlwaysPreTouch -XX:-UseG1GC -XX:+UseSerialGC}
    export HOME=$dir
    drop=()
    if [ "$(id -u)" = 0 ]; then
        drop=(setpriv --reuid=nobody --clear-groups)
    fi
    cd "$home"
    rm -rf data logs/*
    exec "${drop[@]}" bin/elasticsearch -Ehttp.port="$port" -Etransport.port=$((port + 100))
}

case ${1:-run} in
    build) build ;;
    run) run ;;
    *) echo "es.sh build | run" >&2; exit 2 ;;
esac
