using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Identity;
using Rollouts.Domain.Access;

namespace Rollouts.Api.Tests.Identity;

/// <summary>Each role's yes and no at each endpoint, by the table of permissions.</summary>
public sealed class RoleTests : ApiTest
{
    [Theory]
    [InlineData("viewer")]
    [InlineData("deployer")]
    [InlineData("operator")]
    [InlineData("administrator")]
    public async Task Is_let_do_what_the_table_says_and_nothing_else(string name)
    {
        var role = Enum.Parse<Role>(name, ignoreCase: true);
        var issued = await Administrator.PostAsync(
            "keys",
            new
            {
                name = "k",
                roles = new[] { name },
                reason = "x",
            }
        );
        using var caller = With(issued.Is(201)["key"]);
        foreach (var endpoint in Endpoints())
        {
            var method = new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single());
            var path =
                Address
                + endpoint
                    .RoutePattern.RawText!.Replace("{id}", Guid.NewGuid().ToString("N"), StringComparison.Ordinal)
                    .Replace("{environment}", "staging", StringComparison.Ordinal)
                    .Replace("{service}", "shop", StringComparison.Ordinal)
                    .Replace("{name}", "mesh", StringComparison.Ordinal)
                    .Replace("{place}", "appMesh:demo:shop:shop", StringComparison.Ordinal)
                    .Replace("{command}", "explode", StringComparison.Ordinal);
            using var content = method == HttpMethod.Get ? null : new StringContent("{}");

            var answer = await caller.SendAsync(method, path, content);

            var may = Permissions.Has(role, endpoint.Metadata.GetMetadata<RequiredPermission>()!.Permission!.Value);
            Assert.True(answer.Status != 401 && (answer.Status != 403) == may, $"{method} {path}: {answer.Text}");
            Assert.True(answer.Status < 500, $"{method} {path}: {answer.Text}");
        }
    }

    // Keys approve nothing.
    [Fact]
    public async Task A_key_cannot_have_the_role_approver() =>
        (
            await Administrator.PostAsync(
                "keys",
                new
                {
                    name = "k",
                    roles = new[] { "viewer", "approver" },
                    reason = "x",
                }
            )
        ).IsRefused(409, "key.approver");

    [Fact]
    public async Task Who_came_in_and_who_was_refused_is_written_down()
    {
        await Stranger.GetAsync("rollouts");
        await Administrator.GetAsync("rollouts");
        var issued = await Administrator.PostAsync(
            "keys",
            new
            {
                name = "k",
                roles = new[] { "viewer" },
                reason = "x",
            }
        );
        using var viewer = With(issued["key"]);
        await viewer.GetAsync("keys");

        var lines = await Trail.ReadAsync(Host, "access/door");
        Assert.Equal(["access.refused.v1", "access.entered.v1", "access.refused.v1"], lines.Select(line => line.Event));
        Assert.Contains("\"wanted\":\"GET /api/v1/rollouts\"", lines[0].Data, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"k\"", lines[2].By, StringComparison.Ordinal);
        var key = await Trail.ReadAsync(Host, $"key/{issued["id"]}");
        Assert.Equal(["key.issued.v1", "key.used.v1"], key.Select(line => line.Event));
    }

    [Fact]
    public async Task What_strangers_can_make_be_written_is_bounded()
    {
        for (var i = 0; i < 100; i++)
        {
            await Stranger.GetAsync($"rollouts/{new string('a', 300)}");
        }

        var lines = await Trail.ReadAsync(Host, "access/door");
        Assert.InRange(lines.Count, 20, 40);
        Assert.All(lines, line => Assert.True(line.Data.Length < 500));
    }

    [Fact]
    public async Task What_a_known_caller_is_refused_is_written_beside_any_number_of_strangers()
    {
        var issued = await Administrator.PostAsync(
            "keys",
            new
            {
                name = "k",
                roles = new[] { "viewer" },
                reason = "x",
            }
        );
        for (var i = 0; i < 50; i++)
        {
            await Stranger.GetAsync("rollouts");
        }

        using var viewer = With(issued["key"]);
        (await viewer.GetAsync("keys")).Is(403);

        await Eventually.IsAsync(
            async () =>
                (await Trail.ReadAsync(Host, "access/door")).Exists(line =>
                    line.Event == "access.refused.v1" && line.By.Contains("\"name\":\"k\"", StringComparison.Ordinal)
                ),
            "the refusal of the key to be written down"
        );
    }

    private IEnumerable<RouteEndpoint> Endpoints() =>
        Host
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<RequiredPermission>()?.Permission is not null);
}
