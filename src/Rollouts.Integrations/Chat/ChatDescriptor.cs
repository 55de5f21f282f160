using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Outside;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Chat;

/// <summary>All that the rest of the product knows of a kind of chat system.</summary>
internal sealed record ChatDescriptor
{
    public required ChatTraits Traits { get; init; }

    /// <summary>How an administrator connects it.</summary>
    public required Shape<Settings> Connection { get; init; }

    public required Func<Settings, AdapterContext, IChatClient> Open { get; init; }
}
