// A step of a Jenkins shared library (vars/rollout.groovy): starts a rollout and waits for its end.
//
//   rollout(version: env.TAG_NAME, plan: 'checkout.yaml')
//
// Needs the command line on the agent, the environment variable ROLLOUTS_URL, and a credential 'rollouts-key' of the kind
// "secret text": a key with the role deployer.
def call(Map options) {
  withCredentials([string(credentialsId: options.credentials ?: 'rollouts-key', variable: 'ROLLOUTS_KEY')]) {
    // Values come in as variables and not as text of the script, so that no version can be a command.
    withEnv([
      "ROLLOUT_VERSION=${options.version}",
      "ROLLOUT_PLAN=${options.plan ?: ''}",
      "ROLLOUT_SERVICE=${options.service ?: ''}",
      "ROLLOUT_ENVIRONMENT=${options.environment ?: ''}",
      "ROLLOUT_TIMEOUT=${options.timeout ?: '2h'}",
      "ROLLOUT_REASON=${options.reason ?: options.version + ' by Jenkins, build ' + env.BUILD_NUMBER}",
    ]) {
      sh '''
        set -eu
        set -- --wait --timeout "$ROLLOUT_TIMEOUT" --reason "$ROLLOUT_REASON"
        if [ -n "$ROLLOUT_PLAN" ]; then set -- "$@" --plan "$ROLLOUT_PLAN"; fi
        if [ -n "$ROLLOUT_SERVICE" ]; then set -- "$@" --service "$ROLLOUT_SERVICE"; fi
        if [ -n "$ROLLOUT_ENVIRONMENT" ]; then set -- "$@" --environment "$ROLLOUT_ENVIRONMENT"; fi
        rollouts start "$@" -- "$ROLLOUT_VERSION"
      '''
    }
  }
}
