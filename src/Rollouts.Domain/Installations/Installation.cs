using System.Collections.Immutable;
using Rollouts.Domain.Access;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Triggers;

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

    /// <summary>What the events of pipelines start, in the order in which they are tried.</summary>
    public ValueList<Trigger> Triggers { get; init; } = [];

    public ConnectionName? DefaultRouter { get; init; }

    public ConnectionName? DefaultSource { get; init; }

    /// <summary>How the addresses are called that plans write themselves; null where nothing is said of it.</summary>
    public Settings? Webhooks { get; init; }

    /// <summary>Who vouches for people and pipelines; null where nobody does.</summary>
    public Settings? SignIn { get; init; }

    /// <summary>Which persons the authors of releases are.</summary>
    public AuthorDirectory Authors { get; init; } = AuthorDirectory.Empty;
}
