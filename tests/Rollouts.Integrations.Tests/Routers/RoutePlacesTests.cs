using System.Text;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.InstallationFiles;

namespace Rollouts.Integrations.Tests.Routers;

/// <summary>One route has one place, however a connection or a plan spells it.</summary>
public sealed class RoutePlacesTests
{
    [Theory]
    [InlineData("haproxy: { socket: /run/haproxy/admin.sock }", "haproxy: { socket: /run/./haproxy//admin.sock }")]
    [InlineData("haproxy: { socket: 'edge.internal:9999' }", "haproxy: { socket: 'EDGE.internal:9999', timeout: 1s }")]
    [InlineData("haproxy: { socket: 'localhost:9999' }", "haproxy: { socket: '[::1]:9999' }")]
    [InlineData("kong: { address: 'http://127.0.0.1:8001' }", "kong: { address: 'http://localhost:8001/' }")]
    [InlineData("kong: { address: 'http://k:8001' }", "kong: { address: 'http://k:8001', workspace: default }")]
    [InlineData(
        "appMesh: { region: eu-west-1, role: { arn: 'arn:aws:iam::123456789012:role/a' } }",
        "appMesh: { region: eu-west-1, role: { arn: 'arn:aws:iam::123456789012:role/b' }, profile: p }"
    )]
    [InlineData(
        "vpcLattice: { region: eu-west-1 }",
        "vpcLattice: { region: eu-west-1, role: { arn: 'arn:aws:iam::123456789012:role/a' } }"
    )]
    [InlineData("appMesh: { region: eu-west-1 }", "appMesh: { region: eu-west-1, fips: true, dualStack: true }")]
    [InlineData("vpcLattice: { region: eu-west-1 }", "vpcLattice: { region: eu-west-1, dualStack: true }")]
    public void Two_connections_to_one_proxy_are_one(string first, string second) =>
        Assert.Equal(Router(first).Proxy, Router(second).Proxy);

    [Theory]
    [InlineData("haproxy: { socket: /run/haproxy/admin.sock }", "haproxy: { socket: /run/haproxy/other.sock }")]
    [InlineData("haproxy: { socket: 'edge:9999' }", "haproxy: { socket: 'edge:9998' }")]
    [InlineData("kong: { address: 'http://k:8001' }", "kong: { address: 'http://k:8001', workspace: shop }")]
    [InlineData("appMesh: { region: eu-west-1 }", "appMesh: { region: us-east-1 }")]
    [InlineData("appMesh: { region: eu-west-1, profile: a }", "appMesh: { region: eu-west-1, profile: b }")]
    [InlineData(
        "appMesh: { region: eu-west-1, role: { arn: 'arn:aws:iam::123456789012:role/a' } }",
        "appMesh: { region: eu-west-1, role: { arn: 'arn:aws:iam::210987654321:role/a' } }"
    )]
    public void Two_proxies_are_two(string first, string second) =>
        Assert.NotEqual(Router(first).Proxy, Router(second).Proxy);

    [Fact]
    public void The_owner_of_a_shared_mesh_makes_no_other_route()
    {
        var places = Router("appMesh: { region: eu-west-1 }").Traits.Places;

        Assert.Equal(
            places.PlaceOf(Where(("mesh", "demo"), ("virtualRouter", "search"), ("route", "search"))),
            places.PlaceOf(
                Where(("mesh", "demo"), ("virtualRouter", "search"), ("route", "search"), ("meshOwner", "123456789012"))
            )
        );
    }

    [Fact]
    public void Every_router_begins_its_places_with_its_key() =>
        Assert.Equal(
            [
                "alb:listener/app/a/b/c",
                "appMesh:a:a:a",
                "gatewayApi:http:a:a",
                "haproxy:a",
                "istio:a:a",
                "kong:a",
                "kongServices:a",
                "linkerd:a:a",
                "nlb:listener/net/a/b/c",
                "traefik:a:a",
                "vpcLattice:svc-0aaaaaaaaaaaaaaaa:listener-0aaaaaaaaaaaaaaaa:default",
            ],
            Catalogue
                .Routers.Select(router =>
                    router.Traits.Places.PlaceOf(
                        router.Traits.Key switch
                        {
                            "alb" => Where(
                                ("listener", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/a/b/c")
                            ),
                            "nlb" => Where(
                                ("listener", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/a/b/c")
                            ),
                            "appMesh" => Where(("mesh", "a"), ("virtualRouter", "a"), ("route", "a")),
                            "gatewayApi" or "linkerd" => Where(("route", "a"), ("namespace", "a")),
                            "istio" => Where(("virtualService", "a"), ("namespace", "a")),
                            "traefik" => Where(("service", "a"), ("namespace", "a")),
                            "haproxy" => Where(("proxy", "a")),
                            "vpcLattice" => Where(("listener", LatticeArn)),
                            "kong" => Where(("upstream", "a")),
                            "kongServices" => Where(("route", "a")),
                            _ => throw new System.Diagnostics.UnreachableException(router.Traits.Key),
                        }
                    )
                )
                .Order(StringComparer.Ordinal)
        );

    private const string LatticeArn =
        "arn:aws:vpc-lattice:eu-west-1:123456789012:service/svc-0aaaaaaaaaaaaaaaa/listener/listener-0aaaaaaaaaaaaaaaa";

    [Theory]
    [InlineData("kong", "upstream")]
    [InlineData("kongServices", "route")]
    public void An_id_of_Kong_is_refused_since_the_same_entity_has_a_name(string router, string key)
    {
        var (installation, problems) = Read(
            $"  {router}: {{ address: 'http://k:8001' }}\n"
                + $"    routes: {{ a: {{ {key}: 0193b6a0-6f2e-7f43-9c57-0f8f6f1f2a11 }} }}"
        );

        Assert.Null(installation);
        Assert.Equal("plan.bad-name", Assert.Single(problems).Fault.Code);
    }

    private static Settings.Map Where(params (string Key, string Value)[] entries) =>
        new(entries.Select(entry => new Setting(entry.Key, new Settings.Text(entry.Value))).ToValueList());

    private static Connection.Router Router(string connection) =>
        Assert.IsType<Connection.Router>(Read("  " + connection).Installation?.Connections.Values.Single());

    private static (Installation? Installation, ValueList<Integrations.PlanLanguage.PlanProblem> Problems) Read(
        string connection
    ) =>
        InstallationReader.Read(
            "installation.yaml",
            Encoding.UTF8.GetBytes($"connections:\n  edge:\n  {connection}\n")
        );
}
