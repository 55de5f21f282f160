namespace Rollouts.Cli.Imports.Sources;

/// <summary>One manifest of a file.</summary>
internal sealed record SourceDocument(string File, SourceNode Root)
{
    public string Kind => Root.TextOf("kind") ?? "";

    public string ApiVersion => Root.TextOf("apiVersion") ?? "";

    public string Name => Root.At("metadata", "name")?.Text ?? Root.At("metadata", "generateName")?.Text ?? "";
}
