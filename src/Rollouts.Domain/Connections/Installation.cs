using System.Collections.Immutable;
using Rollouts.Domain.Access;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Triggers;

namespace Rollouts.Domain.Connections;

/// <summary>The settings that administrators own: the connected systems and the limits for plans.</summary>
public sealed record Installation
{
    public ImmutableDictionary<ConnectionName, Connection> Connections { get; init; } =
        ImmutableDictionary<ConnectionName, Connection>.Empty;

    public ImmutableDictionary<EnvironmentName, EnvironmentPolicy> Environments { get; init; } =
        ImmutableDictionary<EnvironmentName, EnvironmentPolicy>.Empty;

    /// <summary>The triggers, in the order in which they are tried.</summary>
    public ValueList<Trigger> Triggers { get; init; } = [];

    public ConnectionName? DefaultRouter { get; init; }

    public ConnectionName? DefaultSource { get; init; }

    /// <summary>The settings for calls to addresses that plans write out; null if they are not set.</summary>
    public Settings? Webhooks { get; init; }

    /// <summary>The settings of the identity provider for people and pipelines; null if none is connected.</summary>
    public Settings? SignIn { get; init; }

    /// <summary>Maps the authors of releases to persons.</summary>
    public AuthorDirectory Authors { get; init; } = AuthorDirectory.Empty;
}
