using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Identity;
using Rollouts.Domain.Access;
using Rollouts.Hosting;

namespace Rollouts.Api.Tests.Identity;

/// <summary>Each endpoint declares a permission and a reach, and both are enforced.</summary>
public sealed class ReachTests : ApiTest
{
    private static readonly Caller Narrow = Caller.Owner with
    {
        Grants = [new Grant(Role.Administrator, [new NamePattern("shop-*")], [new NamePattern("staging")])],
    };

    [Fact]
    public void The_permission_and_the_reach_of_each_endpoint_are_frozen() =>
        Approved.Matches(
            "endpoints",
            string.Concat(
                Endpoints()
                    .Select(endpoint =>
                        (
                            Needs: endpoint.Metadata.GetMetadata<RequiredPermission>()!,
                            Name: endpoint.RoutePattern.RawText,
                            endpoint
                        )
                    )
                    .Select(one =>
                        $"{MethodOf(one.endpoint)} {one.Name}: "
                        + (
                            one.Needs.Permission is { } permission
                                ? $"{Permissions.NameOf(permission)}, {one.Needs.Reach.ToString().ToLowerInvariant()}\n"
                                : "open to all\n"
                        )
                    )
                    .Order(StringComparer.Ordinal)
            )
        );

    [Fact]
    public void An_endpoint_without_a_declaration_keeps_the_api_from_starting()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/forgotten", () => "");

        Assert.Contains(
            "/forgotten",
            Assert.Throws<HostRefusedException>(app.DemandDeclarations).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_narrow_administrator_is_kept_from_whatever_belongs_to_no_single_service()
    {
        var beyond = Endpoints()
            .Where(endpoint =>
                endpoint.Metadata.GetMetadata<RequiredPermission>()
                    is { Permission: not null, Reach: RequiredReach.All }
            )
            .ToList();

        Assert.NotEmpty(beyond);
        Assert.All(
            beyond,
            endpoint =>
                Assert.Equal(
                    403,
                    endpoint
                        .Metadata.GetMetadata<RequiredPermission>()!
                        .Refusal(Narrow, new RouteValueDictionary())
                        ?.Status
                )
        );
    }

    [Theory]
    [InlineData("Service", "staging", "shop-eu", true)]
    [InlineData("Service", "staging", "cart", false)]
    [InlineData("Service", "prod", "shop-eu", false)]
    [InlineData("Service", "staging", null, true)]
    [InlineData("Service", "prod", null, false)]
    [InlineData("Environment", "staging", null, false)]
    [InlineData("None", "prod", "cart", true)]
    public void What_the_address_names_is_compared_with_the_reach_of_the_caller(
        string reach,
        string environment,
        string? service,
        bool isReached
    )
    {
        var route = new RouteValueDictionary { ["environment"] = environment };
        if (service is not null)
        {
            route["service"] = service;
        }

        Assert.Equal(
            isReached,
            new RequiredPermission(Permission.Read, Enum.Parse<RequiredReach>(reach)).Refusal(Narrow, route) is null
        );
    }

    [Fact]
    public async Task A_key_that_administers_one_service_cannot_be_created() =>
        (
            await Administrator.PostAsync(
                "keys",
                new
                {
                    name = "narrow",
                    roles = new[] { "administrator" },
                    services = new[] { "a" },
                    environments = new[] { "staging" },
                    reason = "x",
                }
            )
        ).IsRefused(409, "key.narrow-administrator");

    // The cursor named a rollout out of reach.
    [Fact]
    public async Task A_list_is_cut_into_pages_after_what_is_out_of_reach_was_left_out()
    {
        for (var version = 1; version <= 51; version++)
        {
            (await Administrator.StartAsync($"v{version}")).Is(201);
        }

        using var other = With(await KeyAsync("cart"));
        using var own = With(await KeyAsync("shop"));

        Assert.Equal("{\"rollouts\":[]}", (await other.GetAsync("rollouts?service=shop")).Is(200).Text);
        Assert.Equal("{\"rollouts\":[]}", (await other.GetAsync("rollouts")).Is(200).Text);
        var first = (await own.GetAsync("rollouts")).Is(200);
        Assert.Equal(50, first.Json.GetProperty("rollouts").GetArrayLength());
        var next = (await own.GetAsync($"rollouts?cursor={first["cursor"]}")).Is(200);
        Assert.Equal(1, next.Json.GetProperty("rollouts").GetArrayLength());
        Assert.False(next.Json.TryGetProperty("cursor", out _));
    }

    [Fact]
    public async Task A_rollback_with_the_idempotency_key_of_another_callers_start_takes_effect()
    {
        using var pipeline = With(await KeyAsync("shop", "deployer"));
        var started = await pipeline.PostAsync(
            "rollouts",
            new
            {
                service = "shop",
                environment = "staging",
                version = "v2",
                reason = "x",
                plan = Releases.Plan,
            },
            ("Idempotency-Key", "build-1234")
        );

        var back = await Administrator.PostAsync(
            $"rollouts/{started.Is(201)["id"]}/rollback",
            new { reason = "it fails" },
            ("Idempotency-Key", "build-1234")
        );

        Assert.Equal("Cancelled", back.Is(200)["status"]);
    }

    private async Task<string> KeyAsync(string service, string role = "viewer") =>
        (
            await Administrator.PostAsync(
                "keys",
                new
                {
                    name = "k",
                    roles = new[] { role },
                    services = new[] { service },
                    reason = "x",
                }
            )
        ).Is(201)["key"];

    private IEnumerable<RouteEndpoint> Endpoints() =>
        Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string MethodOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is { HttpMethods: { Count: > 0 } methods }
            ? string.Join(',', methods)
            : "*";
}
