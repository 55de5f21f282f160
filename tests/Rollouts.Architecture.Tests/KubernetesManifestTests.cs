using Rollouts.Testing;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Rollouts.Architecture.Tests;

/// <summary>
/// What is deployed on Kubernetes, as far as it can be told without a cluster: it can be read, each container fits the
/// restricted Pod Security Standard, and the rights are those that the routers need.
/// </summary>
public sealed class KubernetesManifestTests
{
    private static readonly string Folder = Repository.PathOf("deploy", "kubernetes");

    public static TheoryData<string> Programs => ["api", "worker"];

    [Fact]
    public void Every_file_is_part_of_a_kustomization()
    {
        foreach (var folder in new[] { Folder, Path.Combine(Folder, "routes"), Path.Combine(Folder, "backends") })
        {
            var kustomization = Documents(Path.Combine(folder, "kustomization.yaml")).Single();
            var named = Texts(kustomization["resources"])
                .Concat(Find(kustomization, "configMapGenerator", 0, "files") is { } files ? Texts(files) : [])
                .Append("kustomization.yaml");

            Assert.Equal(
                named.Order(StringComparer.Ordinal),
                Directory.GetFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_container_fits_the_restricted_standard(string program)
    {
        var pod = PodOf(program);
        Assert.Equal("true", Text(pod, "securityContext", "runAsNonRoot"));
        Assert.Equal("RuntimeDefault", Text(pod, "securityContext", "seccompProfile", "type"));
        Assert.DoesNotContain("hostNetwork", Keys(pod));
        foreach (var container in Items(pod, "containers").Concat(Items(pod, "initContainers")))
        {
            Assert.Equal("false", Text(container, "securityContext", "allowPrivilegeEscalation"));
            Assert.Equal("true", Text(container, "securityContext", "readOnlyRootFilesystem"));
            Assert.Equal(["ALL"], Texts(Find(container, "securityContext", "capabilities", "drop")!));
            Assert.DoesNotContain("privileged", Keys(Find(container, "securityContext")!));
            Assert.NotNull(Find(container, "resources", "requests", "memory"));
            Assert.NotNull(Find(container, "resources", "limits", "memory"));
        }

        Assert.All(
            Items(pod, "volumes"),
            volume =>
                Assert.Subset(
                    new HashSet<string>(StringComparer.Ordinal) { "name", "configMap", "secret", "emptyDir" },
                    Keys(volume).ToHashSet(StringComparer.Ordinal)
                )
        );
        var labels = Documents(Path.Combine(Folder, "namespace.yaml")).Single();
        Assert.Equal("restricted", Text(labels, "metadata", "labels", "pod-security.kubernetes.io/enforce"));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_program_is_probed_and_survives_a_drain(string program)
    {
        var container = Items(PodOf(program), "containers").Single();
        Assert.Equal("/health/live", Text(container, "startupProbe", "httpGet", "path"));
        Assert.Equal("/health/live", Text(container, "livenessProbe", "httpGet", "path"));
        Assert.Equal("/health/ready", Text(container, "readinessProbe", "httpGet", "path"));
        Assert.All(
            ["startupProbe", "livenessProbe", "readinessProbe"],
            probe => Assert.Equal("http", Text(container, probe, "httpGet", "port"))
        );
        var served = File.ReadAllText(
            Directory.GetFiles(Repository.PathOf("src"), "WorkerPages.cs", SearchOption.AllDirectories).Single()
        );
        Assert.Contains("\"/health/live\"", served, StringComparison.Ordinal);
        Assert.Contains("\"/health/ready\"", served, StringComparison.Ordinal);

        var budget = Of(program, "PodDisruptionBudget");
        Assert.Equal("1", Text(budget, "spec", "minAvailable"));
        Assert.Equal("2", Text(Of(program, "Deployment"), "spec", "replicas"));
        Assert.Equal(
            Text(Of(program, "Deployment"), "spec", "template", "metadata", "labels", "app.kubernetes.io/component"),
            Text(budget, "spec", "selector", "matchLabels", "app.kubernetes.io/component")
        );
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_is_started_as_with_compose(string program)
    {
        var compose = Documents(Repository.PathOf("deploy", "compose.yaml")).Single();

        Assert.Equal(
            Texts(Find(compose, "services", program, "command")!),
            Texts(Find(Items(PodOf(program), "containers").Single(), "args")!)
        );
    }

    [Fact]
    public void Workers_write_routes_and_the_API_reads_them_and_nothing_else_is_allowed()
    {
        Assert.Equal("rollouts-api", Text(PodOf("api"), "serviceAccountName"));
        Assert.Equal("rollouts-worker", Text(PodOf("worker"), "serviceAccountName"));
        var access = Documents(Path.Combine(Folder, "routes", "access.yaml"));
        Assert.Equal(["Role", "RoleBinding", "Role", "RoleBinding"], access.Select(document => Text(document, "kind")));
        var (rules, reading) = (Items(access[0], "rules").ToList(), Items(access[2], "rules").ToList());
        var deployments = rules.Single(rule => Texts(rule["resources"]).SequenceEqual(["deployments"]));
        Assert.Equal(["get"], Texts(deployments["verbs"]));
        Assert.All(
            rules.Where(rule => rule != deployments),
            rule => Assert.Equal(["get", "list", "watch", "patch"], Texts(rule["verbs"]))
        );
        Assert.All(reading, rule => Assert.Equal(["get"], Texts(rule["verbs"])));
        Assert.All(rules.Concat(reading), rule => Assert.DoesNotContain("*", Texts(rule["resources"])));
        foreach (var (binding, name) in new[] { (access[1], "rollouts-worker"), (access[3], "rollouts-api") })
        {
            Assert.Equal(name, Text(binding, "roleRef", "name"));
            Assert.Equal(name, Text(binding, "subjects", 0, "name"));
        }

        // Namespaces with backends and without routes give away less.
        var besides = Documents(Path.Combine(Folder, "backends", "access.yaml"));
        var only = Assert.Single(Items(besides[0], "rules"));
        Assert.Equal(["deployments"], Texts(only["resources"]));
        Assert.Equal(["get"], Texts(only["verbs"]));
        Assert.Equal("rollouts-worker", Text(besides[1], "subjects", 0, "name"));

        // What the page of each router asks for is what is given.
        foreach (var (page, resource) in Asked())
        {
            var text = File.ReadAllText(Repository.PathOf("docs", "routers", page));
            Assert.Contains($"resources: [{resource}]", text, StringComparison.Ordinal);
            Assert.Contains("verbs: [get, list, watch, patch]", text, StringComparison.Ordinal);
            Assert.Contains(rules, rule => string.Join(", ", Texts(rule["resources"])) == resource);
        }
    }

    [Fact]
    public void Nothing_reaches_a_pod_but_what_is_named()
    {
        var policies = Documents(Path.Combine(Folder, "network-policy.yaml"));

        var nothing = policies.Single(policy => Text(policy, "metadata", "name") == "nothing-else");
        Assert.Empty(Keys(Find(nothing, "spec", "podSelector")!));
        Assert.Equal(["Ingress", "Egress"], Texts(Find(nothing, "spec", "policyTypes")!));
        Assert.DoesNotContain("ingress", Keys(nothing["spec"]));
        Assert.DoesNotContain("egress", Keys(nothing["spec"]));
    }

    private static (string Page, string Resource)[] Asked() =>
        [
            ("gateway-api.md", "httproutes, grpcroutes"),
            ("istio.md", "virtualservices, destinationrules"),
            ("linkerd.md", "httproutes"),
            ("traefik.md", "traefikservices"),
        ];

    private static YamlNode PodOf(string program) => Find(Of(program, "Deployment"), "spec", "template", "spec")!;

    private static YamlNode Of(string program, string kind) =>
        Documents(Path.Combine(Folder, program + ".yaml")).Single(document => Text(document, "kind") == kind);

    private static List<YamlNode> Documents(string file)
    {
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(new StringReader(File.ReadAllText(file)))));
        return [.. stream.Documents.Select(document => document.RootNode)];
    }

    private static YamlNode? Find(YamlNode node, params object[] path)
    {
        YamlNode? found = node;
        foreach (var part in path)
        {
            found = (found, part) switch
            {
                (YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var value) ? value : null,
                (YamlSequenceNode list, int at) when at < list.Children.Count => list[at],
                _ => null,
            };
        }

        return found;
    }

    private static string? Text(YamlNode node, params object[] path) => (Find(node, path) as YamlScalarNode)?.Value;

    private static IEnumerable<YamlNode> Items(YamlNode node, string key) =>
        (Find(node, key) as YamlSequenceNode)?.Children ?? [];

    private static IEnumerable<string> Texts(YamlNode list) =>
        ((YamlSequenceNode)list).Children.Select(item => ((YamlScalarNode)item).Value!);

    private static IEnumerable<string> Keys(YamlNode map) =>
        ((YamlMappingNode)map).Children.Keys.Select(key => ((YamlScalarNode)key).Value!);
}
