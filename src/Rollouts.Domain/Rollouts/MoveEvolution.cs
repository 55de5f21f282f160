using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>
/// Records the moves of a rollout, so that the refusal of a late command can name the actor of the move.
/// </summary>
internal static class MoveEvolution
{
    public static ValueList<Move> Remember(Rollout state, string what, RecordedEvent recorded)
    {
        var moves = state.Moves.Add(new Move(state.Position, what, recorded.By.Name, recorded.At));
        return moves.Count > Rollout.MovesKept ? moves.Skip(1).ToValueList() : moves;
    }
}
