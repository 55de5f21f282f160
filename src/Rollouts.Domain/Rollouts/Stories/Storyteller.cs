namespace Rollouts.Domain.Rollouts.Stories;

/// <summary>Tells one rollout's story line by line, as it happens.</summary>
public sealed class Storyteller
{
    private Rollout? _state;

    public string Tell(Happening happening)
    {
        _state = Evolution.Evolve(_state, happening);
        return Story.Line(_state, happening);
    }
}
