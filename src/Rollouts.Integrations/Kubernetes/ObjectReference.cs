namespace Rollouts.Integrations.Kubernetes;

/// <summary>Where one namespaced object of a custom resource lies.</summary>
internal sealed record ObjectReference(
    string Group,
    string Version,
    string Kind,
    string Plural,
    string Namespace,
    string Name
)
{
    /// <summary>Where all objects of the kind lie in the namespace.</summary>
    public string Collection => $"apis/{Group}/{Version}/namespaces/{Namespace}/{Plural}";

    public string Path => $"{Collection}/{Name}";

    public override string ToString() => $"{Kind} {Namespace}/{Name}";
}
