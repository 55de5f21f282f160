using Rollouts.Sandbox.Hosting;
using Rollouts.Servers;

namespace Rollouts.Api.Tests;

/// <summary>What the tests release, and over what.</summary>
internal static class Releases
{
    public const string Key = "sandbox";

    /// <summary>A canary that asks somebody before it begins to move.</summary>
    public const string Plan = """
        service: shop
        environment: staging
        target: { route: { connection: mesh, appMesh: { mesh: demo, virtualRouter: checkout, route: checkout } } }
        backends: { slots: [checkout-v1, checkout-v2] }
        checks:
          - successRate: { atLeast: 99%, source: metrics, every: 1s }
        strategy:
          canary:
            steps:
              - approve: { from: [release-managers], within: 1h, otherwise: rollBack }
              - shift: 50%
              - verify: { atLeast: 2s, atMost: 2m }
              - shift: 100%
              - bake: 1s

        """;

    /// <summary>The sandbox's mesh, as it stands below the name of a connection.</summary>
    public static string Mesh(SandboxHost sandbox, TempFolder folder)
    {
        var (id, secret) = (folder.Write("aws-id", Key), folder.Write("aws-secret", Key));
        return $$"""
            # whose it is: team shop
            appMesh:
              region: eu-west-1
              endpoint: {{sandbox.Endpoints["appMesh"].ToString().TrimEnd('/')}}
              accessKey: { id: { file: {{id}} }, secret: { file: {{secret}} } }

            """;
    }

    public static string Installation(SandboxHost sandbox, TempFolder folder, string connections)
    {
        var (id, secret) = (folder.Write("aws-id", Key), folder.Write("aws-secret", Key));
        return $$"""
            connections:
              mesh:
                appMesh:
                  region: eu-west-1
                  endpoint: {{sandbox.Endpoints["appMesh"].ToString().TrimEnd('/')}}
                  accessKey: { id: { file: {{id}} }, secret: { file: {{secret}} } }
              metrics:
                scrape: { targets: ["{{sandbox.Admin.ToString().TrimEnd('/')}}"] }
            {{connections}}
            defaults: { router: mesh, source: metrics }
            environments:
              staging: {}
              prod: {}

            """;
    }
}
