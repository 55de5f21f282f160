namespace Rollouts.EndToEnd.Tests.Streets;

/// <summary>Plans for a shop.</summary>
internal static class Plans
{
    /// <summary>Up in four steps, about half a minute where nothing is in the way.</summary>
    public static string Canary(string shop) =>
        $$"""
            {{Head(shop)}}
                judge: { sequential: { against: { atMost: 1% } } }
                every: 1s
            strategy:
              canary:
                steps:
                  - shift: 10%
                  - hold: 4s
                  - shift: 25%
                  - hold: 4s
                  - shift: 50%
                  - verify: { atLeast: 4s, atMost: 10m }
                  - shift: 100%
                  - bake: 6s
            """;

    /// <summary>Half of the traffic, for as long as nobody says otherwise.</summary>
    public static string Standing(string shop, string source = "prom") =>
        $$"""
            {{Head(shop, source)}}
                judge: { sequential: { against: { atMost: 1% } } }
                every: 1s
            strategy:
              canary:
                steps:
                  - shift: 50%
                  - hold: 1h
                  - shift: 100%
                  - bake: 1s
            """;

    private static string Head(string shop, string source = "prom") =>
        $$"""
            service: {{shop}}
            environment: test
            target: { route: { connection: edge, haproxy: { proxy: {{shop}} } } }
            backends: { slots: [v1, v2] }
            tell: { slack: "#releases" }
            checks:
              - name: error-limit
                source: {{source}}
                counts:
                  total: 'haproxy_server_http_responses_total{proxy="{{shop}}",server="{backend}"}'
                  bad: 'haproxy_server_http_responses_total{proxy="{{shop}}",server="{backend}",code="5xx"}'
            """;
}
