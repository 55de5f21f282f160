using Microsoft.AspNetCore.Http;
using Rollouts.Api.Dashboard.Components;
using Rollouts.Api.Http;
using Rollouts.Api.Requests;
using Rollouts.Engine.Requests;

namespace Rollouts.Api.Dashboard.Actions;

/// <summary>The result of an action.</summary>
/// <param name="Value">The answer of the request; not set if it is refused.</param>
/// <param name="Refused">Null if the action succeeded.</param>
internal sealed record ActionOutcome<T>(T? Value, Problem? Refused);

/// <summary>Sends the requests of pages and shows their results on the page.</summary>
internal static class ActionOutcome
{
    /// <param name="read">Parses the form into a request.</param>
    public static async Task<ActionOutcome<T>> OfAsync<T>(
        UseCases useCases,
        HttpContext context,
        Func<IUseCase<T>> read
    )
    {
        try
        {
            return await useCases.SendAsync(context, read()) switch
            {
                UseCaseResult<T>.Done done => new ActionOutcome<T>(done.Value, Refused: null),
                UseCaseResult<T>.Refused refused => new ActionOutcome<T>(default, UseCaseReplies.Of(refused)),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (BadRequestException exception)
        {
            return new ActionOutcome<T>(default, exception.Problem);
        }
    }

    public static SaidView Describe(Problem refused)
    {
        var isStale = refused.Status == StatusCodes.Status412PreconditionFailed;
        return new SaidView(
            isStale ? "rise" : "bad",
            isStale ? "This has changed since you looked" : "This was not done",
            Queries.RolloutWords.Sentence(refused.Detail) + Errors(refused),
            isStale
        );
    }

    private static string Errors(Problem problem) =>
        problem.Errors is { IsEmpty: false } errors
            ? " " + string.Join(" ", errors.Select(error => $"Line {error.Line}: {error.Detail}."))
            : "";
}
