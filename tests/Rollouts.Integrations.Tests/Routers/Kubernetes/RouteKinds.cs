using Rollouts.Domain.Plans;
using Rollouts.Integrations.Tests.Routers.GatewayApi;

namespace Rollouts.Integrations.Tests.Routers.Kubernetes;

/// <summary>The kinds of objects that routers of Kubernetes drive.</summary>
internal static class RouteKinds
{
    public static RouteKindUnderTest HttpRoute { get; } =
        new()
        {
            Router = "gatewayApi",
            Collection = "/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes",
            HasParents = true,
            Json = OneRoute.Json,
            Backends = tree =>
                tree["spec"]!["rules"]!.AsArray().Single(rule => rule!["name"]?.GetValue<string>() == "main")![
                    "backendRefs"
                ]!.AsArray(),
            Where = name => OneRoute.Where(name),
        };

    public static RouteKindUnderTest GrpcRoute { get; } =
        new()
        {
            Router = "gatewayApi",
            Collection = "/apis/gateway.networking.k8s.io/v1/namespaces/shop/grpcroutes",
            HasParents = true,
            Json = (stable, candidate, other) =>
                $$"""
                    { "apiVersion": "gateway.networking.k8s.io/v1", "kind": "GRPCRoute",
                      "metadata": { "name": "checkout", "namespace": "shop" },
                      "spec": {
                        "parentRefs": [ { "group": "", "kind": "Service", "name": "checkout", "port": 8080 } ],
                        "rules": [ { "matches": [ { "method": { "type": "Exact", "service": "shop.Checkout" } } ],
                          "backendRefs": [
                            { "name": "v1", "port": 8080, "weight": {{stable}} },
                            { "name": "v2", "port": 8080, "weight": {{candidate}} },
                            { "name": "v0", "port": 8080, "weight": {{other}} } ] } ] } }
                    """,
            Backends = tree => tree["spec"]!["rules"]!.AsArray()[^1]!["backendRefs"]!.AsArray(),
            Where = name => new Settings.Map([
                new Setting("route", new Settings.Text(name)),
                new Setting("namespace", new Settings.Text("shop")),
                new Setting("grpc", new Settings.Flag(true)),
            ]),
        };

    public static RouteKindUnderTest LinkerdRoute { get; } =
        new()
        {
            Router = "linkerd",
            Collection = "/apis/policy.linkerd.io/v1beta3/namespaces/shop/httproutes",
            HasParents = true,
            Json = (stable, candidate, other) =>
                $$"""
                    { "apiVersion": "policy.linkerd.io/v1beta3", "kind": "HTTPRoute",
                      "metadata": { "name": "checkout", "namespace": "shop" },
                      "spec": {
                        "parentRefs": [ { "group": "core", "kind": "Service", "name": "checkout", "port": 8080 } ],
                        "rules": [ { "backendRefs": [
                            { "name": "v1", "port": 8080, "weight": {{stable}} },
                            { "name": "v2", "port": 8080, "weight": {{candidate}} },
                            { "name": "v0", "port": 8080, "weight": {{other}} } ] } ] } }
                    """,
            Backends = tree => tree["spec"]!["rules"]![0]!["backendRefs"]!.AsArray(),
            Where = name => RouteKindUnderTest.Map(("route", name), ("namespace", "shop")),
        };

    public static RouteKindUnderTest VirtualServiceByHost { get; } =
        Istio(
            (name, weight) =>
                $$"""{ "destination": { "host": "{{name}}", "port": { "number": 8080 } }, "weight": {{weight}} }""",
            "host",
            name => RouteKindUnderTest.Map(("virtualService", name), ("namespace", "shop"), ("http", "main"))
        );

    public static RouteKindUnderTest VirtualServiceBySubset { get; } =
        Istio(
            (name, weight) =>
                $$"""{ "destination": { "host": "checkout.shop.svc.cluster.local", "subset": "{{name}}" }, "weight": {{weight}} }""",
            "subset",
            name =>
                RouteKindUnderTest.Map(
                    ("virtualService", name),
                    ("namespace", "shop"),
                    ("http", "main"),
                    ("host", "checkout"),
                    ("destinationRule", "checkout")
                )
        ) with
        {
            Others = new Dictionary<string, string>
            {
                [DestinationRulePath] = """
                    { "apiVersion": "networking.istio.io/v1", "kind": "DestinationRule",
                      "metadata": { "name": "checkout", "namespace": "shop" },
                      "spec": { "host": "checkout", "subsets": [
                        { "name": "v1", "labels": { "version": "v1", "tier": "web" },
                          "trafficPolicy": { "loadBalancer": { "simple": "LEAST_REQUEST" } } },
                        { "name": "v2", "labels": { "version": "v2", "tier": "web" } },
                        { "name": "v0", "labels": { "version": "v0" } } ] } }
                    """,
            },
        };

    public const string DestinationRulePath = "/apis/networking.istio.io/v1/namespaces/shop/destinationrules/checkout";

    public static RouteKindUnderTest TraefikService { get; } =
        new()
        {
            Router = "traefik",
            Collection = "/apis/traefik.io/v1alpha1/namespaces/shop/traefikservices",
            Json = (stable, candidate, other) =>
                $$"""
                    { "apiVersion": "traefik.io/v1alpha1", "kind": "TraefikService",
                      "metadata": { "name": "checkout", "namespace": "shop" },
                      "spec": { "weighted": { "sticky": { "cookie": { "name": "lb" } }, "services": [
                        { "name": "v1", "port": 8080, "weight": {{stable}} },
                        { "name": "v2", "port": 8080, "weight": {{candidate}} },
                        { "name": "v0", "port": 8080, "weight": {{other}} } ] } } }
                    """,
            Backends = tree => tree["spec"]!["weighted"]!["services"]!.AsArray(),
            Where = name => RouteKindUnderTest.Map(("service", name), ("namespace", "shop")),
        };

    private static RouteKindUnderTest Istio(
        Func<string, int, string> destination,
        string named,
        Func<string, Settings> where
    ) =>
        new()
        {
            Router = "istio",
            Collection = "/apis/networking.istio.io/v1/namespaces/shop/virtualservices",
            Json = (stable, candidate, other) =>
                $$"""
                { "apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
                  "metadata": { "name": "checkout", "namespace": "shop" },
                  "spec": { "hosts": [ "checkout" ], "http": [
                    { "name": "health", "match": [ { "uri": { "exact": "/healthz" } } ],
                      "route": [ { "destination": { "host": "v1" } } ] },
                    { "name": "main", "timeout": "10s", "retries": { "attempts": 2 },
                      "route": [ {{destination("v1", stable)}}, {{destination("v2", candidate)}}, {{destination(
                    "v0",
                    other
                )}} ] } ] } }
                """,
            Backends = tree =>
                tree["spec"]!["http"]!.AsArray().Single(one => one!["name"]!.GetValue<string>() == "main")![
                    "route"
                ]!.AsArray(),
            NameOf = item => item["destination"]![named]!.GetValue<string>(),
            Where = where,
        };
}
