using System.Text;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Tests.PlanFiles;

namespace Rollouts.Integrations.Tests.InstallationFiles;

public sealed class InstallationReaderTests
{
    private const string File = """
        connections:
          edge:
            haproxy: { socket: /run/haproxy/admin.sock }
            routes: { checkout: { proxy: be_checkout } }
          payments-only:
            haproxy: { socket: 127.0.0.1:9999 }
            services: [payments]
          prom: { prometheus: { address: "http://127.0.0.1:9090" } }
          smoke: { hook: { address: "http://ci.internal/smoke", secrets: [{ env: HOOKS }] } }
        defaults: { router: edge, source: prom }
        webhooks: { secrets: [{ file: /run/new }, { file: /run/old }], allow: [ci.example.com, 10.1.0.0/16] }
        environments:
          prod: { approval: { from: [release], count: 2 }, longest: 6h, atOnce: 3 }
        """;

    [Fact]
    public void Reads_connections_defaults_and_environments()
    {
        var installation = Read(File);

        var edge = Assert.IsType<Connection.Router>(installation.Connections[new ConnectionName("edge")]);
        Assert.Equal("checkout", Assert.Single(edge.Routes).Name);
        Assert.Equal(new ConnectionName("prom"), installation.DefaultSource);
        Assert.Equal(
            new ApprovalDemand([new GroupName("release")], 2),
            installation.Environments[new EnvironmentName("prod")].Approval
        );
    }

    [Theory]
    [InlineData("prom: { prometheus", "prom: { prometeus", "plan.wrong-kind")]
    [InlineData("router: edge", "router: prom", "plan.unknown-name")]
    [InlineData("source: prom", "source: prom2", "plan.unknown-name")]
    [InlineData("proxy: be_checkout", "backend: be_checkout", "plan.unknown-key")]
    [InlineData("socket: /run", "password: hunter2, socket: /run", "plan.secret-in-plan")]
    [InlineData("atOnce: 3", "atOnce: many", "plan.wrong-kind")]
    [InlineData("http://ci.internal/smoke", "ci.internal/smoke", "plan.address-refused")]
    [InlineData("http://ci.internal/smoke", "http://me@ci.internal/smoke", "plan.address-refused")]
    [InlineData("env: HOOKS }]", "env: HOOKS }], headers: { Webhook-Id: x }", "plan.bad-name")]
    [InlineData("env: HOOKS }]", "env: HOOKS }], timeout: 1s", "plan.unknown-key")]
    [InlineData("[{ env: HOOKS }]", "[]", "plan.wrong-count")]
    [InlineData("{ env: HOOKS }", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "plan.secret-in-plan")]
    [InlineData("{ file: /run/old }]", "{ file: /run/old }, { file: /run/older }]", "plan.wrong-count")]
    [InlineData("secrets: [{ file: /run/new }, { file: /run/old }], ", "", "plan.missing-key")]
    [InlineData("10.1.0.0/16", "10.1.2.3/16", "plan.address-refused")]
    [InlineData("10.1.0.0/16", "ci.internal", "plan.address-refused")]
    public void Says_where_it_is_wrong(string right, string wrong, string code)
    {
        var (installation, problems) = InstallationReader.Read(
            "installation.yaml",
            Encoding.UTF8.GetBytes(File.Replace(right, wrong, StringComparison.Ordinal))
        );

        Assert.Null(installation);
        Assert.Contains(code, problems.Select(problem => problem.Fault.Code));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("approve: { from: [release], count: 1, within: 2h }", "")]
    [InlineData("approve: { from: [release, interns], count: 2, within: 2h }", "")]
    [InlineData("approve: { from: [release], count: 2, within: 12h }", "plan.loosens-environment")]
    [InlineData("approve: { from: [release], count: 2, within: 2h }", "")]
    public void Lets_a_plan_tighten_but_never_loosen(string approve, string codes) =>
        Assert.Equal(
            codes,
            Written.Codes(
                Written.Read(
                    Written.Head
                        + $$"""
                        strategy: { canary: { steps: [5%{{(approve.Length > 0 ? $", {{ {approve} }}" : "")}}] } }
                        checks: [{ successRate: { atLeast: 99% } }]
                        """,
                    installation: Read(File)
                )
            )
        );

    [Theory]
    [InlineData("target: { route: checkout }", "target: { route: chekout }", "plan.unknown-name")]
    [InlineData(
        "target: { route: checkout }",
        "target: { route: { connection: egde, name: checkout } }",
        "plan.unknown-name"
    )]
    [InlineData(
        "target: { route: checkout }",
        "target: { route: { connection: prom, name: checkout } }",
        "plan.wrong-connection"
    )]
    [InlineData(
        "target: { route: checkout }",
        "target: { route: { connection: payments-only, name: checkout } }",
        "plan.connection-not-yours"
    )]
    [InlineData(
        "target: { route: checkout }",
        "target: { route: { connection: edge, appMesh: { mesh: m, virtualRouter: r, route: x } } }",
        "plan.wrong-connection"
    )]
    [InlineData("atLeast: 99%", "atLeast: 99%, source: edge", "plan.wrong-connection plan.wrong-connection")]
    [InlineData("environment: prod", "environment: prd", "plan.unknown-name")]
    public void Lets_a_plan_name_only_what_there_is(string right, string wrong, string codes)
    {
        var plan =
            Written.Head
            + """
                strategy: { canary: { steps: [5%, { approve: { from: [release], count: 2, within: 2h } }] } }
                checks: [{ successRate: { atLeast: 99% } }]
                """;

        Assert.Equal("", Written.Codes(Written.Read(plan, installation: Read(File))));
        Assert.Equal(
            codes,
            Written.Codes(Written.Read(plan.Replace(right, wrong, StringComparison.Ordinal), installation: Read(File)))
        );
    }

    [Fact]
    public void Refuses_a_built_in_query_that_the_router_has_not_and_says_what_to_write()
    {
        var problem = Assert.Single(
            Written
                .Read(
                    Written.Head
                        + """
                        strategy: { canary: { steps: [5%, { approve: { from: [release], count: 2, within: 2h } }] } }
                        checks: [{ latency: { p99: 500ms } }]
                        """,
                    installation: Read(File)
                )
                .Problems
        );

        Assert.Equal("plan.no-built-in-query", problem.Fault.Code);
        Assert.Contains("histogram of the service itself", problem.Fault.Message, StringComparison.Ordinal);
    }

    private static Installation Read(string text)
    {
        var (installation, problems) = InstallationReader.Read("installation.yaml", Encoding.UTF8.GetBytes(text));
        Assert.True(installation is not null, string.Join('\n', problems));
        return installation;
    }
}
