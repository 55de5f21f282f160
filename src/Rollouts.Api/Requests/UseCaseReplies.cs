using Rollouts.Api.Http;
using Rollouts.Engine.Requests;

namespace Rollouts.Api.Requests;

/// <summary>Translates results of use cases into responses of the API.</summary>
internal static class UseCaseReplies
{
    public static Reply Of<T>(UseCaseResult<T> result, Func<UseCaseResult<T>.Done, Reply> say) =>
        result switch
        {
            UseCaseResult<T>.Done done => say(done),
            UseCaseResult<T>.Refused refused => Reply.Of(Of(refused)),
            UseCaseResult<T>.AnsweredBefore { Answer: var answer } => new Reply(answer.Status, answer.Body),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static Problem Of<T>(UseCaseResult<T>.Refused refused) =>
        Problem.Of(refused.Why) with
        {
            Errors = refused.Problems.IsEmpty ? null : refused.Problems.Select(ProblemAt.Of).ToValueList(),
            MayPass = refused.MayPass,
        };
}
