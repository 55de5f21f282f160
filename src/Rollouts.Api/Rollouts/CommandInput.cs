using Rollouts.Api.Http;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Api.Rollouts;

/// <summary>What a caller sends with a command, whichever way in the caller uses.</summary>
/// <param name="Seen">The position that the caller saw; null if the caller sends none.</param>
internal sealed record CommandInput(string Reason, Position? Seen)
{
    /// <summary>Whether a rollback is wanted past the point of no return.</summary>
    public bool PastPointOfNoReturn { get; init; }

    public static CommandInput Read(byte[] body, Position? seen) =>
        new(QueryWords.Reason(Body.Parse<CommandBody>(body).Reason), seen);

    public static CommandInput ReadRollBack(byte[] body, Position? seen)
    {
        var parsed = Body.Parse<RollBackBody>(body);
        return new(QueryWords.Reason(parsed.Reason), seen) { PastPointOfNoReturn = parsed.PastPointOfNoReturn };
    }
}
