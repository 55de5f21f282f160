using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Outside;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Chat;

/// <summary>Reads a rollout as chat systems show it to a person who asked for it.</summary>
public sealed class RolloutCardReader(IStreamStore streams, CurrentInstallation installation)
{
    /// <summary>The card of a rollout, with the buttons that its environment allows.</summary>
    public async Task<ChatCard> ReadAsync(Rollout state, CancellationToken cancellation)
    {
        var policy = installation.Now.Environments.GetValueOrDefault(state.Spec.Plan.Environment);
        var story = await RolloutStory.ReadAsync(streams, state, state.Version, cancellation);
        return RolloutCards.Of(state, story, policy);
    }
}
