using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Identity;

namespace Rollouts.Api.Tests.Identity;

/// <summary>
/// What an attack found to hold: a key of another service reads nothing of this one, at whatever address, and no answer
/// names what it does not reach.
/// </summary>
public sealed class ReadingReachTests : ApiTest
{
    [Theory]
    [InlineData("viewer")]
    [InlineData("operator")]
    public async Task A_key_of_another_service_reads_nothing_of_this_one(string role)
    {
        var id = (await Administrator.StartAsync("v2")).Is(201)["id"];
        (await Administrator.PostAsync("plans", Releases.Plan)).Is(201);
        using var other = With(
            (
                await Administrator.PostAsync(
                    "keys",
                    new
                    {
                        name = "other",
                        roles = new[] { role },
                        services = new[] { "cart*" },
                        reason = "x",
                    }
                )
            ).Is(201)["key"]
        );

        var addresses = Addresses(id).ToList();
        Assert.True(addresses.Count >= 20, $"{addresses.Count} addresses were found");
        foreach (var address in addresses)
        {
            var answer = await other.GetAsync(address);

            Assert.True(answer.Status is 200 or 400 or 403 or 404, $"{address}: {answer.Status} {answer.Text}");
            Assert.False(
                answer.Status == 200 && (Names(answer.Text, id) || address.Contains("shop", StringComparison.Ordinal)),
                $"{address}: {answer.Text}"
            );
        }
    }

    [Fact]
    public async Task What_a_request_carries_is_not_sent_back()
    {
        using var trace = new HttpRequestMessage(HttpMethod.Trace, "rollouts");
        trace.Headers.TryAddWithoutValidation("X-Secret", "do-not-echo");
        using var response = await Administrator.Http.SendAsync(trace);

        Assert.Equal(405, (int)response.StatusCode);
        Assert.DoesNotContain("do-not-echo", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private IEnumerable<string> Addresses(string id) =>
        from endpoint in Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = endpoint.RoutePattern.RawText!
        where path.StartsWith("/api/", StringComparison.Ordinal)
        where endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET")
        where endpoint.Metadata.GetMetadata<RequiredPermission>()!.Permission is not null
        select Address
            + path.Replace("{id}", id, StringComparison.Ordinal)
                .Replace("{environment}", "staging", StringComparison.Ordinal)
                .Replace("{service}", "shop", StringComparison.Ordinal)
                .Replace("{name}", "mesh", StringComparison.Ordinal)
                .Replace("{revision}", "1", StringComparison.Ordinal);

    private static bool Names(string text, string id) =>
        text.Contains("\"shop\"", StringComparison.Ordinal)
        || text.Contains("checkout-v", StringComparison.Ordinal)
        || text.Contains(id, StringComparison.Ordinal);
}
