using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Tests.Kubernetes;

/// <summary>Customers go where the rules of an HTTPRoute say, and copies of their requests too.</summary>
public sealed class RouteFrontTests : SandboxTest
{
    private const string Path = "apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes/orders";

    private readonly HttpClient _customer = new(new SocketsHttpHandler { UseCookies = false });

    /// <summary>A match, a request, and whether the request falls under it.</summary>
    public static TheoryData<string, string, bool> Matches =>
        new()
        {
            { Header("Exact", "x-team", "shop"), "GET orders x-team=shop", true },
            { Header("Exact", "X-Team", "shop"), "GET orders x-team=shop", true },
            { Header("Exact", "x-team", "shop"), "GET orders x-team=shopping", false },
            { Header("Exact", "x-team", "shop"), "GET orders", false },
            { Header("RegularExpression", "x-version", "2\\\\..*"), "GET orders x-version=2.7", true },
            { Header("RegularExpression", "x-version", "2\\\\..*"), "GET orders x-version=12.7", false },
            { Header("RegularExpression", "x-team", "(?:shop|cart)"), "GET orders x-team=cart", true },
            { Header("RegularExpression", "x-team", "(?:shop|cart)"), "GET orders x-team=carts", false },
            {
                Header("RegularExpression", "cookie", "(.*;\\\\s*)?beta=1(;.*)?"),
                "GET orders cookie=a=b; beta=1",
                true
            },
            { Header("RegularExpression", "cookie", "(.*;\\\\s*)?beta=1(;.*)?"), "GET orders cookie=beta=12", false },
            { AtPath("Exact", "/v2"), "GET orders/v2", true },
            { AtPath("Exact", "/v2"), "GET orders/v2/x", false },
            { AtPath("PathPrefix", "/v2"), "GET orders/v2/x", true },
            { AtPath("PathPrefix", "/v2"), "GET orders/v20", false },
            { AtPath("RegularExpression", "/v[23](/.*)?"), "GET orders/v3/x", true },
            { AtPath("RegularExpression", "/v[23](/.*)?"), "GET orders/v4", false },
            { """{ "method": "POST" }""", "POST orders", true },
            { """{ "method": "POST" }""", "GET orders", false },
            // All conditions of a match must hold, and one of several matches.
            {
                """{ "method": "POST", "headers": [ { "type": "Exact", "name": "x-team", "value": "shop" } ] }""",
                "GET orders x-team=shop",
                false
            },
            { """{ "method": "PUT" }, """ + Header("Exact", "x-team", "shop"), "GET orders x-team=shop", true },
            { """{ "method": "PUT" }, """ + Header("Exact", "x-team", "shop"), "PUT orders", true },
            { """{ "method": "PUT" }, """ + Header("Exact", "x-team", "shop"), "POST orders", false },
            // What is not known here matches nothing.
            { """{ "queryParams": [ { "name": "v", "value": "2" } ] }""", "GET orders?v=2", false },
        };

    [Theory]
    [MemberData(nameof(Matches))]
    public async Task Chosen_requests_go_to_the_candidate_and_all_others_do_not(string matches, string asked, bool fits)
    {
        await ChangeAsync(route => Rules(route).Insert(0, Own(matches)));

        Assert.Equal(fits ? "orders-v2" : "orders-v1", await SendAsync(asked));
    }

    [Fact]
    public async Task A_rule_with_conditions_comes_before_one_without_wherever_it_stands()
    {
        await ChangeAsync(route => Rules(route).Add((JsonNode)Own(Header("Exact", "x-team", "shop"))));

        Assert.Equal("orders-v2", await SendAsync("GET orders x-team=shop"));
        Assert.Equal("orders-v1", await SendAsync("GET orders"));
    }

    [Fact]
    public async Task The_weights_of_the_other_requests_stay_exact_beside_chosen_ones()
    {
        await ChangeAsync(route =>
        {
            Rules(route)[0]!["backendRefs"] = Backends(75, 25);
            Rules(route).Insert(0, Own(Header("Exact", "x-team", "shop")));
        });

        var served = new Dictionary<string, int>();
        for (var customer = 0; customer < 40; customer++)
        {
            Assert.Equal("orders-v2", await SendAsync("GET orders x-team=shop"));
            var by = (await SendAsync("GET orders"))!;
            served[by] = served.GetValueOrDefault(by) + 1;
        }

        Assert.Equal((30, 10), (served["orders-v1"], served["orders-v2"]));
    }

    [Theory]
    [InlineData("""{ "percent": 25, """, 10)]
    [InlineData("""{ "fraction": { "numerator": 5, "denominator": 10 }, """, 20)]
    [InlineData("""{ """, 40)]
    public async Task A_mirror_copies_its_share_and_customers_see_none_of_the_answers(string share, int copies)
    {
        await ChangeAsync(route =>
            Rules(route)[0]!["filters"] = JsonNode.Parse(
                $$"""
                [ { "type": "RequestMirror",
                    "requestMirror": {{share}} "backendRef": { "name": "orders-v2", "port": 8080 } } } ]
                """
            )
        );

        Assert.Equal(40, (await ShopAsync(40, "orders"))[("orders-v1", 200)]);

        await Eventually.IsAsync(
            () => Sandbox.Metrics.Answers().GetValueOrDefault("orders-v2")?.Values.Sum() == copies,
            "the copies are answered"
        );
    }

    [Fact]
    public async Task A_mirror_to_a_version_that_does_not_run_harms_no_customer()
    {
        await DeleteAsync("shop/orders-v2");
        await ChangeAsync(route =>
            Rules(route)[0]!["filters"] = JsonNode.Parse(
                """[ { "type": "RequestMirror", "requestMirror": { "backendRef": { "name": "orders-v2", "port": 8080 } } } ]"""
            )
        );

        Assert.Equal(5, (await ShopAsync(5, "orders"))[("orders-v1", 200)]);
    }

    private static string Header(string type, string name, string value) =>
        $$"""{ "headers": [ { "type": "{{type}}", "name": "{{name}}", "value": "{{value}}" } ] }""";

    private static string AtPath(string type, string value) =>
        $$"""{ "path": { "type": "{{type}}", "value": "{{value}}" } }""";

    private static JsonObject Own(string matches) =>
        new()
        {
            ["name"] = "rollouts-main",
            ["matches"] = JsonNode.Parse($"[ {matches} ]"),
            ["backendRefs"] = Backends(0, 100),
        };

    private static JsonArray Backends(int stable, int candidate) =>
        JsonNode
            .Parse(
                $$"""
                [ { "name": "orders-v1", "port": 8080, "weight": {{stable}} },
                  { "name": "orders-v2", "port": 8080, "weight": {{candidate}} } ]
                """
            )!
            .AsArray();

    private static JsonArray Rules(JsonObject route) => route["spec"]!["rules"]!.AsArray();

    /// <summary>Changes the route through the API server, as every client does.</summary>
    private async Task ChangeAsync(Action<JsonObject> change)
    {
        var address = new Uri(Sandbox.Endpoints["kubernetes"], Path);
        using var api = new HttpClient();
        api.DefaultRequestHeaders.Authorization = new("Bearer", "sandbox");
        var route = (await api.GetFromJsonAsync<JsonObject>(address))!;
        change(route);
        using var changed = await api.PutAsJsonAsync(address, route);
        Assert.True(changed.IsSuccessStatusCode, await changed.Content.ReadAsStringAsync());
    }

    /// <summary>Sends <c>METHOD path [header=value]</c>, and says who served it.</summary>
    private async Task<string?> SendAsync(string asked)
    {
        var parts = asked.Split(' ', 3);
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), new Uri(Sandbox.Front, parts[1]));
        if (parts.Length == 3)
        {
            var at = parts[2].IndexOf('=', StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(parts[2][..at], parts[2][(at + 1)..]);
        }

        using var response = await _customer.SendAsync(request);
        return response.Headers.TryGetValues("x-served-by", out var names) ? names.Single() : null;
    }
}
