using System.Text;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Http;
using Rollouts.Api.Requests;
using Rollouts.Engine.Connections;

namespace Rollouts.Api.Connections;

/// <summary>
/// Reads connections and environments, and writes and removes them for callers who reach the whole installation.
/// </summary>
internal sealed class InstallationParts(InstallationRepository repository, UseCases useCases)
{
    /// <param name="find">Returns the view; null if the part does not exist.</param>
    /// <param name="revisionOf">Returns null for a part of the file.</param>
    public async Task<IResult> ReadAsync<T>(HttpContext context, Part part, Func<T?> find, Func<T, int?> revisionOf)
        where T : class
    {
        await repository.RefreshAsync(context.RequestAborted);
        if (find() is not { } view)
        {
            return Replies.Of(Problem.Of(PartResults.Unknown(part)));
        }

        Tag(context, revisionOf(view));
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, view));
    }

    /// <param name="view">Returns the view after the write.</param>
    public Task<IResult> WriteAsync(HttpContext context, Part part, string reason, Func<object> view) =>
        useCases.AnswerAsync(
            context,
            (to, bytes) =>
                new WritePart(
                    to,
                    part,
                    Encoding.UTF8.GetString(bytes),
                    Preconditions.MadeFrom(context),
                    QueryWords.Reason(reason)
                ),
            done =>
            {
                Tag(context, done.Value);
                return Reply.Of(done.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, view());
            }
        );

    public Task<IResult> RemoveAsync(HttpContext context, Part part, string reason) =>
        useCases.AnswerAsync(
            context,
            to => new RemovePart(to, part, Preconditions.Revision(context), QueryWords.Reason(reason)),
            done => Reply.Of(StatusCodes.Status200OK, new RemovedView(done.Value))
        );

    /// <summary>Sets the revision as ETag. A part of the file has none.</summary>
    private static void Tag(HttpContext context, int? revision)
    {
        if (revision is { } known)
        {
            context.Response.Headers.ETag = $"\"{known}\"";
        }
    }
}
