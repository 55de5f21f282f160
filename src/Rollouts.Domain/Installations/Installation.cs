using System.Collections.Immutable;

namespace Rollouts.Domain.Installations;

/// <summary>
/// What administrators own: the outside systems that are connected and the limits within which plans may move.
/// </summary>
public sealed record Installation
{
    public ImmutableDictionary<ConnectionName, Connection> Connections { get; init; } =
        ImmutableDictionary<ConnectionName, Connection>.Empty;

    public ImmutableDictionary<EnvironmentName, EnvironmentPolicy> Environments { get; init; } =
        ImmutableDictionary<EnvironmentName, EnvironmentPolicy>.Empty;

    public ConnectionName? DefaultRouter { get; init; }

    public ConnectionName? DefaultSource { get; init; }
}
