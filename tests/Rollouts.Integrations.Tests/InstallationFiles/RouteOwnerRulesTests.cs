using System.Text;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Tests.PlanFiles;

namespace Rollouts.Integrations.Tests.InstallationFiles;

/// <summary>A plan may move only the routes that its service owns, however it spells them.</summary>
public sealed class RouteOwnerRulesTests
{
    private const string Owned = "{ proxy: be_search, services: [search], environments: [prod] }";

    private const string File = $$"""
        connections:
          edge:
            haproxy: { socket: /run/haproxy/admin.sock }
            routes:
              search: {{Owned}}
              checkout: { proxy: be_checkout, services: [checkout] }
              shared: { proxy: be_shared }
          open:
            haproxy: { socket: /run/haproxy/../haproxy/admin.sock }
          elsewhere:
            haproxy: { socket: 127.0.0.1:9999 }
          prom: { prometheus: { address: "http://127.0.0.1:9090" } }
        defaults: { router: edge, source: prom }
        """;

    [Theory]
    [InlineData("checkout", "")]
    [InlineData("shared", "")]
    [InlineData("search", "plan.route-not-yours")]
    [InlineData("{ connection: edge, haproxy: { proxy: be_checkout } }", "plan.written-route")]
    [InlineData("{ connection: edge, haproxy: { proxy: be_other } }", "plan.written-route")]
    [InlineData("{ connection: open, haproxy: { proxy: be_checkout } }", "")]
    [InlineData("{ connection: open, haproxy: { proxy: be_other } }", "")]
    [InlineData("{ connection: open, haproxy: { proxy: be_search } }", "plan.route-not-yours")]
    [InlineData("{ connection: elsewhere, haproxy: { proxy: be_search } }", "")]
    public void A_plan_moves_only_routes_of_its_own_service(string route, string codes) =>
        Assert.Equal(codes, Codes(File, route));

    [Theory]
    [InlineData("true", "{ connection: edge, haproxy: { proxy: be_other } }", "")]
    [InlineData("true", "{ connection: edge, haproxy: { proxy: be_search } }", "plan.route-not-yours")]
    [InlineData("false", "{ connection: edge, haproxy: { proxy: be_checkout } }", "plan.written-route")]
    public void An_administrator_says_whether_plans_may_write_routes_out(string allowed, string route, string codes) =>
        Assert.Equal(codes, Codes(File.Replace("    routes:", $"    writtenRoutes: {allowed}\n    routes:"), route));

    [Fact]
    public void Staging_cannot_name_the_route_of_production() =>
        Assert.Equal(
            "plan.route-not-yours",
            Codes(File, "checkout", ("services: [checkout]", "services: [checkout], environments: [staging]"))
        );

    [Fact]
    public void The_owner_is_not_named_to_the_author_of_a_plan() =>
        Assert.DoesNotContain(
            "search'",
            Assert.Single(Problems(File, "{ connection: open, haproxy: { proxy: be_search } }")).Fault.Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("services: [search]", "services: search", "plan.wrong-kind")]
    [InlineData("services: [search]", "servces: [search]", "plan.unknown-key")]
    [InlineData("services: [search]", "services: ['-']", "plan.bad-name")]
    public void A_broken_declaration_of_owners_is_refused(string right, string wrong, string code) =>
        Assert.Contains(
            code,
            Read(File.Replace(right, wrong, StringComparison.Ordinal)).Problems.Select(problem => problem.Fault.Code)
        );

    private static string Codes(string file, string route, params (string Right, string Wrong)[] changes) =>
        Written.Codes(
            Reading(changes.Aggregate(file, (text, change) => text.Replace(change.Right, change.Wrong)), route)
        );

    private static IEnumerable<Integrations.PlanLanguage.PlanProblem> Problems(string file, string route) =>
        Reading(file, route).Problems;

    private static Integrations.PlanLanguage.PlanReading Reading(string file, string route) =>
        Written.Read(
            Written.Head.Replace("route: checkout", $"route: {route}", StringComparison.Ordinal)
                + """
                strategy: { canary: { steps: [5%] } }
                checks: [{ successRate: { atLeast: 99% } }]
                """,
            installation: Read(file).Installation
                ?? throw new InvalidOperationException(string.Join('\n', Read(file).Problems))
        );

    private static (Installation? Installation, ValueList<Integrations.PlanLanguage.PlanProblem> Problems) Read(
        string file
    ) => InstallationReader.Read("installation.yaml", Encoding.UTF8.GetBytes(file));
}
