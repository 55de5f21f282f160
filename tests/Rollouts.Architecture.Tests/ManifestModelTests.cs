using Rollouts.Testing;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Rollouts.Architecture.Tests;

/// <summary>The published models of Kubernetes accept every object that is meant to be applied to a cluster.</summary>
public sealed class ManifestModelTests
{
    private static readonly IDeserializer Reader = new DeserializerBuilder()
        .WithAttemptingUnquotedStringTypeDeserialization()
        .Build();

    private static readonly ISerializer Writer = new SerializerBuilder().JsonCompatible().Build();

    [Fact]
    public async Task Every_object_fits_its_model()
    {
        var objects = Files().SelectMany(Objects).ToList();

        var said = await NodeClient.RunAsync("manifest.mjs", objects);

        Assert.Equal(objects.Count, said.Length);
        Assert.All(said, line => Assert.EndsWith(": true", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_refuses_what_is_no_such_object()
    {
        var said = await NodeClient.RunAsync(
            "manifest.mjs",
            [
                """{ "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "x" }, "spec": { "replicas": "two" } }""",
            ]
        );

        Assert.DoesNotContain(": true", Assert.Single(said), StringComparison.Ordinal);
    }

    // A kustomization is read by kustomize, and an installation or a plan by this product; neither goes to a cluster.
    private static IEnumerable<string> Files() =>
        new[] { Repository.PathOf("deploy", "kubernetes"), Repository.PathOf("examples", "kubernetes") }
            .SelectMany(folder => Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories))
            .Where(file =>
                Path.GetFileName(file) is not ("kustomization.yaml" or "installation.yaml" or "checkout.yaml")
            )
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Objects(string file)
    {
        var parser = new MergingParser(new Parser(new StringReader(File.ReadAllText(file))));
        parser.Consume<YamlDotNet.Core.Events.StreamStart>();
        while (parser.Accept<YamlDotNet.Core.Events.DocumentStart>(out _))
        {
            yield return Writer.Serialize(Reader.Deserialize<object>(parser)).ReplaceLineEndings("");
        }
    }
}
