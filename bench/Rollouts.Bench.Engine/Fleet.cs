using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Engine.Rollouts;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Bench.Engine;

/// <summary>As many services as there are rollouts, each with a route of its own and two checks every ten seconds.</summary>
internal static class Fleet
{
    public const int UsualEvery = 10;

    /// <param name="source">The settings of Prometheus.</param>
    public static string InstallationText(string source, int runtime) =>
        $$"""
            connections:
              edge:
                haproxy: { socket: "127.0.0.1:{{runtime}}" }
              prom:
                prometheus: {{source}}
            defaults: { router: edge, source: prom }
            environments: { bench: {} }
            """;

    public static RolloutId Id(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    /// <param name="every">How often its checks are asked, in seconds.</param>
    public static StartOrder Order(int number, Installation installation, int every = UsualEvery) =>
        new()
        {
            Id = Id(number),
            Key = $"start-{number}",
            Plan = PlanOf(number, installation, every),
            Version = new VersionName("v2"),
            By = Actor.Machine,
            Reason = "a bench",
        };

    // At 5 % for hours: what is measured is the watching.
    private static Plan PlanOf(int number, Installation installation, int every)
    {
        var reading = PlanReader.Read(
            "plan.yaml",
            System.Text.Encoding.UTF8.GetBytes(
                $$"""
                service: s{{number}}
                environment: bench
                target: { route: { connection: edge, haproxy: { proxy: be_{{number}} } } }
                backends: { slots: [blue, green] }
                checks:
                  - name: errors
                    counts:
                      total: 'http_requests_total{app="{service}",version="{backend}"}'
                      bad: 'http_requests_total{app="{service}",version="{backend}",code="500"}'
                    judge: { sequential: { against: baseline } }
                    every: {{every}}s
                  - name: error-limit
                    counts:
                      total: 'http_answers_total{app="{service}",version="{backend}"}'
                      bad: 'http_answers_total{app="{service}",version="{backend}",code="500"}'
                    judge: { sequential: { against: { atMost: 1% } } }
                    every: {{every}}s
                strategy:
                  canary:
                    steps:
                      - shift: 5%
                      - verify: { atLeast: 6h, atMost: 12h }
                      - shift: 100%
                      - bake: 1h
                """
            ),
            installation
        );
        return reading.Plan ?? throw new InvalidOperationException(string.Join('\n', reading.Problems));
    }
}
