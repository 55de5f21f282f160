using Rollouts.Domain.Connections;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Ci.Registry;

/// <summary>A Docker or OCI registry whose notifications carry a bearer token.</summary>
internal static class RegistryDescriptor
{
    private static readonly SecretKeys Bearer = new(
        "bearer",
        "Where the token is that its notifications carry as 'Authorization: Bearer ...'."
    );

    private static readonly TypedSettings<RegistrySender> Connection = new(
        new MapShape<RegistrySender>(
            "registryConnection",
            "a registry",
            [.. Bearer.All],
            values => new RegistrySender(Bearer.Read(values))
        )
    );

    public static readonly CiDescriptor Descriptor = new()
    {
        Traits = new PipelineTraits { Key = "registry", Title = "a registry" },
        Connection = Connection.Shape,
        Open = Connection.Read,
    };
}
