using Rollouts.Api.SignIn;
using Rollouts.Demo.Stages;

namespace Rollouts.Demo.Commands;

/// <summary>Prints the addresses to look at, and commands to paste into a second terminal.</summary>
internal static class DemoGreeting
{
    public static string Of(Stage stage, TimeSpan took)
    {
        var (api, admin) = (Bare(stage.Api.Address), Bare(stage.Sandbox.Admin));
        return $$"""
            Ready {{took.TotalSeconds:0.0}} s after the start.

              dashboard  {{LinkFor(stage)}}
                         opens once, within 15 minutes; its page 'Sandbox' has buttons for everything below

              API        {{api}}/api/v1     key: {{stage.Api.KeyFile}}
              customers  {{stage.Sandbox.Front}}checkout, /search and /carts: 100 requests a second come to each
              sandbox    {{admin}}            weights, versions, load
              Slack      {{Bare(
                stage.Sandbox.Endpoints["slack"]
            )}}            the releases as messages; press their buttons, type /rollouts
              database   {{stage.Data}}, gone when this ends

            Four plans are submitted: 'checkout' goes out as a canary (examples/{{StageFiles.Canary}}),
            'search' blue/green (examples/{{StageFiles.BlueGreen}}), 'carts' through Kong, judged by
            CloudWatch (examples/{{StageFiles.Kong}}), 'payments' through a load balancer with sticky
            clients (examples/{{StageFiles.Alb}}).

            Paste this into a second terminal, once:

              api={{api}}/api/v1 sandbox={{admin}} key=$(cat {{stage.Api.KeyFile}})
              call() { curl -sS -H "Authorization: Bearer $key" "$@"; echo; }
              order() { echo '{"service":"'$1'","environment":"staging","version":"'$2'","reason":"a try"}'; }
              release() { call $api/rollouts -d "$(order $1 $2)"; }
              front() { curl -sS -X PUT $sandbox/services/$1/front -d '{"ignoresWeights":'$2'}'; echo; }
              turn() { curl -sS -X PUT $sandbox/services/$1/idle -d '{"errorRate":'$2'}'; echo; }
              newest() { call $api/rollouts | grep -o '"id":"[^"]*"' | head -n 1 | cut -d '"' -f 4; }

            Then try:

              turn checkout 0;    release checkout 2.0.0     # a good one: out by itself in two minutes
              turn checkout 0.05; release checkout 2.0.1     # a bad one: every twentieth request fails
              turn checkout 1;    release checkout 2.0.2     # a dead one: every request fails
              turn checkout 0; front checkout true; release checkout 2.0.3    # the front ignores its weights: held
              front checkout false                           # it obeys again
              call $api/rollouts/$(newest)/rollback -d '{"reason":"I have seen enough"}'
              call $api/rollouts/$(newest)                   # where the newest stands
              call $api/rollouts/$(newest)/events            # its audit trail, each record tied to the one before

              turn search 0; release search 5.0.0            # blue/green: waits for a yes, here or in Slack
              call $api/rollouts/$(newest)/skip -H 'If-Match: "0.1.0"' -d '{"reason":"it looks fine"}'

            What happens is told below. Ctrl-C ends everything.

            """;
    }

    public static string LinkFor(Stage stage) =>
        FirstLink.AddressOf(
            Bare(stage.Api.Address),
            FirstLink.CodeOf(File.ReadAllText(stage.Api.KeyFile).Trim(), TimeProvider.System.GetUtcNow())
        );

    private static string Bare(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
