using Microsoft.AspNetCore.Http;
using Rollouts.Api.Http;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Api.Rollouts;

/// <summary>What a caller sends with a command, whichever way in the caller uses.</summary>
/// <param name="Seen">The position that the caller saw; null if the caller sends none.</param>
internal sealed record CommandInput(string Reason, Position? Seen)
{
    /// <summary>Whether a rollback is wanted past the point of no return.</summary>
    public bool PastPointOfNoReturn { get; init; }

    /// <summary>The step of an approval that is given ahead; null for the present one.</summary>
    public LaterStep? Later { get; init; }

    public static CommandInput Read(byte[] body, Position? seen) =>
        new(QueryWords.Reason(Body.Parse<CommandBody>(body).Reason), seen);

    public static CommandInput ReadRollBack(byte[] body, Position? seen)
    {
        var parsed = Body.Parse<RollBackBody>(body);
        return new(QueryWords.Reason(parsed.Reason), seen) { PastPointOfNoReturn = parsed.PastPointOfNoReturn };
    }

    public static CommandInput ReadApprove(byte[] body, Position? seen)
    {
        var parsed = Body.Parse<ApproveBody>(body);
        return new(QueryWords.Reason(parsed.Reason), seen) { Later = StepNamed(parsed.Step) };
    }

    public static CommandInput ReadWithdraw(byte[] body, Position? seen)
    {
        var parsed = Body.Parse<WithdrawBody>(body);
        return new(QueryWords.Reason(parsed.Reason), seen) { Later = StepNamed(parsed.Step) };
    }

    /// <summary>Null for null.</summary>
    /// <exception cref="BadRequestException">The text names no step.</exception>
    public static LaterStep? StepNamed(string? text) =>
        text is null
            ? null
            : LaterStep.Parse(text)
                ?? throw new BadRequestException(
                    new Problem(
                        StatusCodes.Status400BadRequest,
                        "request.body",
                        "'step' names a wave and a step as positions do: '0.3', or 'all.3' for every wave"
                    )
                );
}
