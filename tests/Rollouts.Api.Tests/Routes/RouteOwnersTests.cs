using Rollouts.Api.Tests.Connections;

namespace Rollouts.Api.Tests.Routes;

/// <summary>
/// A caller that might release one service moved the traffic of any other by writing its route out in a
/// plan, and blocked that service.
/// </summary>
public sealed class RouteOwnersTests : ApiTest
{
    private const string Place = "appMesh:demo:search:search";

    private static readonly object Why = new { reason = "because" };

    protected override bool Works => true;

    /// <summary>The same control plane by another spelling.</summary>
    protected override string Connections =>
        $$"""
              again:
            {{Indented(Releases.Mesh(Sandbox, Folder).Replace("127.0.0.1", "localhost", StringComparison.Ordinal))}}
            """;

    [Fact]
    public async Task A_written_route_cannot_take_the_traffic_of_another_service()
    {
        using var thief = await KeyAsync("shop-*", "staging");
        var owner = await BeginAsync("search", "staging", "v2");

        var refused = (await StartAsync(thief, "shop-zzz", "staging", "v9")).IsRefused(409, "service.route-not-yours");
        var again = (await StartAsync(thief, "shop-zzz", "staging", "v9", connection: "again")).IsRefused(
            409,
            "service.route-not-yours"
        );

        var told = await StartAsync(Administrator, "shop-zzz", "staging", "v9");
        const string Owner = "it belongs to service 'search' in 'staging'";
        Assert.Contains(Owner, told.IsRefused(409, "service.route-not-yours")["detail"], StringComparison.Ordinal);
        Assert.DoesNotContain("belongs to", refused["detail"] + again["detail"], StringComparison.Ordinal);
        Assert.DoesNotContain("search", refused["detail"] + again["detail"], StringComparison.Ordinal);

        // It held a queue before: the owner's next release waited for the thief's backends to leave the route.
        (await Administrator.PostAsync($"rollouts/{owner}/rollback", Why)).Is(200);
        await UntilAsync(owner, "RolledBack");
        await BeginAsync("search", "staging", "v3");
    }

    [Fact]
    public async Task Staging_cannot_take_the_route_of_production()
    {
        using var staging = await KeyAsync("search", "staging");
        await BeginAsync("search", "prod", "v2");

        (await StartAsync(staging, "search", "staging", "v9")).IsRefused(409, "service.route-not-yours");
    }

    [Fact]
    public async Task An_administrator_sees_who_claimed_a_route_and_frees_it_once_its_rollout_has_ended()
    {
        var first = await BeginAsync("search", "staging", "v2");
        var claim = (await Administrator.GetAsync("connections/mesh/claims")).Is(200).Json.GetProperty("claims")[0];
        Assert.Equal(
            (Place, "search", "staging", first),
            (Text(claim, "place"), Text(claim, "service"), Text(claim, "environment"), Text(claim, "rollout"))
        );
        Assert.True(claim.GetProperty("since").TryGetDateTimeOffset(out _));
        Assert.True(claim.GetProperty("lastUsed").TryGetDateTimeOffset(out _));
        var revision = Writing.Revision(claim.GetProperty("revision").GetInt32());
        var path = $"connections/mesh/claims/{Place}";

        (await Administrator.DeleteAsync(path, revision)).IsRefused(409, "route.in-use");
        (await Administrator.PostAsync($"rollouts/{first}/rollback", Why)).Is(200);
        await UntilAsync(first, "RolledBack");
        (await Administrator.DeleteAsync(path)).IsRefused(428, "request.if-match");
        (await Administrator.DeleteAsync(path, Writing.Revision(9))).IsRefused(412, "route.moved-on");
        (await Administrator.DeleteAsync(path, revision)).Is(200);
        (await Administrator.DeleteAsync(path, revision)).IsRefused(404, "route.unknown");

        // Freed on every connection to the proxy, and told to whoever reads the log.
        await BeginAsync("shop-zzz", "staging", "v9", connection: "again");
        Assert.Equal(
            ["route.claimed.v1", "route.freed.v1", "route.claimed.v1"],
            (await Trail.ReadAsync(Host, $"route/mesh/{Place}")).Select(entry => entry.Event)
        );
        Assert.Equal(
            ["route.claimed.v1", "route.freed.v1", "route.claimed.v1"],
            (await Trail.ReadAsync(Host, $"route/again/{Place}")).Select(entry => entry.Event)
        );
    }

    [Fact]
    public async Task A_narrow_operator_neither_sees_nor_frees_claims()
    {
        var issued = await Administrator.PostAsync(
            "keys",
            new
            {
                name = "narrow",
                roles = new[] { "operator" },
                services = new[] { "shop-*" },
                reason = "x",
            }
        );
        using var narrow = With(issued.Is(201)["key"]);

        (await narrow.GetAsync("connections/mesh/claims")).Is(403);
        (await narrow.DeleteAsync($"connections/mesh/claims/{Place}", Writing.Revision(1))).Is(403);
    }

    private async Task<Client> KeyAsync(string services, string environment)
    {
        var issued = await Administrator.PostAsync(
            "keys",
            new
            {
                name = "ci",
                roles = new[] { "deployer" },
                services = new[] { services },
                environments = new[] { environment },
                reason = "x",
            }
        );
        return With(issued.Is(201)["key"]);
    }

    private async Task<string> BeginAsync(
        string service,
        string environment,
        string version,
        string connection = "mesh"
    )
    {
        var started = (await StartAsync(Administrator, service, environment, version, connection)).Is(201)["id"];
        await UntilAsync(started, "Running");
        return started;
    }

    private static Task<Answer> StartAsync(
        Client caller,
        string service,
        string environment,
        string version,
        string connection = "mesh"
    ) =>
        caller.PostAsync(
            "rollouts",
            new
            {
                service,
                environment,
                version,
                reason = "a test",
                plan = Releases
                    .Plan.Replace("service: shop", $"service: {service}", StringComparison.Ordinal)
                    .Replace("environment: staging", $"environment: {environment}", StringComparison.Ordinal)
                    .Replace("connection: mesh", $"connection: {connection}", StringComparison.Ordinal)
                    .Replace("checkout", "search", StringComparison.Ordinal),
            }
        );

    private Task UntilAsync(string id, string status) =>
        Eventually.IsAsync(
            async () => (await Administrator.GetAsync($"rollouts/{id}")).Is(200)["status"] == status,
            $"rollout {id} to be {status}",
            TimeSpan.FromMinutes(2)
        );

    private static string? Text(System.Text.Json.JsonElement claim, string name) => claim.GetProperty(name).GetString();

    private static string Indented(string text) =>
        string.Join('\n', text.TrimEnd().Split('\n').Select(line => "    " + line)).TrimStart();
}
