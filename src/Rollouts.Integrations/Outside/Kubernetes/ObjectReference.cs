namespace Rollouts.Integrations.Outside.Kubernetes;

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
    public string Path => $"apis/{Group}/{Version}/namespaces/{Namespace}/{Plural}/{Name}";

    public override string ToString() => $"{Kind} {Namespace}/{Name}";
}
