namespace Rollouts.Cli.Tests.Servers;

/// <summary>Plans for the sandbox of the tests.</summary>
internal static class ServerPlans
{
    /// <summary>Waits for a person before anything moves, so that it stands still for as long as a test looks.</summary>
    public static string Asking(string service, string environment = "staging") =>
        Of(
            service,
            environment,
            """
                  - approve: { from: [release-managers], within: 1h, otherwise: rollBack }
                  - shift: 50%
                  - verify: { atLeast: 2s, atMost: 2m }
                  - shift: 100%
                  - bake: 1s
            """
        );

    /// <summary>Goes through by itself in some seconds.</summary>
    public static string Quick(string service, string environment = "staging") =>
        Of(
            service,
            environment,
            """
                  - shift: 50%
                  - verify: { atLeast: 2s, atMost: 2m }
                  - shift: 100%
                  - bake: 1s
            """
        );

    private static string Of(string service, string environment, string steps) =>
        $$"""
            service: {{service}}
            environment: {{environment}}
            target: { route: { connection: mesh, appMesh: { mesh: demo, virtualRouter: {{service}}, route: {{service}} } } }
            backends: { slots: [{{service}}-v1, {{service}}-v2] }
            checks:
              - successRate: { atLeast: 99%, source: metrics, every: 1s }
            strategy:
              canary:
                steps:
            {{steps}}

            """;
}
