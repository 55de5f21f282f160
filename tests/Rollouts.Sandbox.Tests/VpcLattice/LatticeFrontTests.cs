using System.Text.Json.Nodes;
using Rollouts.Sandbox.VpcLattice;

namespace Rollouts.Sandbox.Tests.VpcLattice;

/// <summary>The front serves what a listener of VPC Lattice says.</summary>
public sealed class LatticeFrontTests : SandboxTest
{
    [Fact]
    public async Task Customers_are_shared_out_by_the_weights_of_the_default_action()
    {
        Set(70, 30);

        var served = await ShopAsync(200, "reviews");

        Assert.Equal(
            [(("reviews-v1", 200), 140), (("reviews-v2", 200), 60)],
            served.OrderBy(pair => pair.Key.Version).Select(pair => (pair.Key, pair.Value))
        );
    }

    [Fact]
    public async Task A_rule_takes_the_requests_that_it_matches_before_the_default_action()
    {
        Add(10, """{ "pathMatch": { "caseSensitive": true, "match": { "prefix": "/beta/" } } }""");
        Add(20, """{ "pathMatch": { "match": { "exact": "/Exact" } } }""");

        Assert.Equal("reviews-v2", await ServerOfAsync("reviews/beta/page"));
        Assert.Equal("reviews-v1", await ServerOfAsync("reviews/Beta/page"));
        Assert.Equal("reviews-v2", await ServerOfAsync("reviews/exact"));
        Assert.Equal("reviews-v1", await ServerOfAsync("reviews"));
    }

    [Fact]
    public async Task A_header_chooses_the_version()
    {
        Add(10, """{ "headerMatches": [ { "name": "x-tester", "match": { "exact": "yes" } } ] }""");
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Sandbox.Front, "reviews"));
        request.Headers.Add("x-tester", "YES");

        using var response = await http.SendAsync(request);

        Assert.Equal("reviews-v2", response.Headers.GetValues("x-served-by").Single());
    }

    private LatticeListener Listener => Sandbox.Lattice.Store.Services.Single().Listeners.Single();

    private void Set(int stable, int candidate) =>
        Listener.DefaultAction.Set(Forward(stable, candidate), Sandbox.Lattice.Store.Now);

    private void Add(int priority, string match) =>
        Listener.Rules.Add(
            new LatticeRuleEntry($"rule-{priority}000000000000000", $"at-{priority}", Sandbox.Lattice.Store.Now)
            {
                Priority = priority,
                Match = new VersionedNode(
                    new JsonObject { ["httpMatch"] = JsonNode.Parse(match) },
                    Sandbox.Lattice.Store.Now
                ),
                Action = new VersionedNode(Forward(0, 1), Sandbox.Lattice.Store.Now),
            }
        );

    private static JsonObject Forward(int stable, int candidate) =>
        SandboxLattice.Forward(
            (SandboxLattice.GroupOf("reviews-v1"), stable),
            (SandboxLattice.GroupOf("reviews-v2"), candidate)
        );
}
