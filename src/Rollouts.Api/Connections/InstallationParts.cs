using System.Text;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Domain.Rollouts;
using Rollouts.Worker;
using Rollouts.Worker.Installations;
using Rollouts.Worker.Streams;

namespace Rollouts.Api.Connections;

/// <summary>
/// The parts of the installation, connections and environments alike: reading one, and writing and removing it for
/// those who reach everything.
/// </summary>
internal sealed class InstallationParts(Engine engine, InstallationDesk desk, InstallationShelf shelf, Once once)
{
    /// <param name="find">How it shows; null where it is not there.</param>
    /// <param name="revisionOf">Null for what stands in the file.</param>
    public async Task<IResult> ReadAsync<T>(HttpContext context, Part part, Func<T?> find, Func<T, int?> revisionOf)
        where T : class
    {
        await shelf.RefreshAsync(context.RequestAborted);
        if (find() is not { } view)
        {
            return Replies.Of(Unknown(part));
        }

        Tag(context, revisionOf(view));
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, view));
    }

    /// <param name="view">How it shows once it is written.</param>
    public Task<IResult> WriteAsync(HttpContext context, Part part, string reason, Func<object> view) =>
        once.DoAsync(
            context,
            async (wish, bytes) =>
            {
                var origin = OriginOf("write-installation", reason, wish);
                var madeFrom = Preconditions.MadeFrom(context);
                var text = Encoding.UTF8.GetString(bytes);
                return await desk.WriteAsync(part, text, madeFrom, origin, context.RequestAborted) switch
                {
                    PartChange.Kept kept => Shown(context, kept, view()),
                    PartChange.Unreadable unreadable => Reply.Of(Refused(part, unreadable)),
                    PartChange.Stale stale => Reply.Of(MovedOn(part, stale.Newest)),
                    PartChange.Unknown => Reply.Of(Unknown(part)),
                    PartChange.Refused { Why: var why } => Reply.Of(Problem.Of(why)),
                    PartChange.Conflict => Reply.Of(Problem.Conflict("installation")),
                    _ => throw new System.Diagnostics.UnreachableException(),
                };
            }
        );

    public Task<IResult> RemoveAsync(HttpContext context, Part part, string reason) =>
        once.DoAsync(
            context,
            async wish =>
            {
                var origin = OriginOf("remove-installation", reason, wish);
                var madeFrom = Preconditions.Revision(context);
                return await desk.RemoveAsync(part, madeFrom, origin, context.RequestAborted) switch
                {
                    PartChange.Kept kept => Reply.Of(StatusCodes.Status200OK, new RemovedView(kept.Revision)),
                    PartChange.Stale stale => Reply.Of(MovedOn(part, stale.Newest)),
                    PartChange.Unknown => Reply.Of(Unknown(part)),
                    PartChange.Refused { Why: var why } => Reply.Of(Problem.Of(why)),
                    PartChange.Conflict => Reply.Of(Problem.Conflict("installation")),
                    _ => throw new System.Diagnostics.UnreachableException(),
                };
            }
        );

    private static Problem Unknown(Part part) =>
        part switch
        {
            Part.OfConnection => new Problem(
                StatusCodes.Status404NotFound,
                "connection.unknown",
                $"there is no such connection: '{part.Name}'"
            ),
            Part.OfEnvironment => new Problem(
                StatusCodes.Status404NotFound,
                "environment.unknown",
                $"there is no such environment: '{part.Name}'"
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Shows it with its revision as ETag; without, where it stands in the file and has none.</summary>
    private static void Tag(HttpContext context, int? revision)
    {
        if (revision is { } known)
        {
            context.Response.Headers.ETag = $"\"{known}\"";
        }
    }

    private static Reply Shown(HttpContext context, PartChange.Kept kept, object view)
    {
        Tag(context, kept.Revision);
        return Reply.Of(kept.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, view);
    }

    private Origin OriginOf(string what, string reason, Wish wish) =>
        new(engine.Clock.Now, wish.By, new Cause(what, wish.Key), Words.Reason(reason));

    private static Problem MovedOn(Part part, int newest) =>
        new(
            StatusCodes.Status412PreconditionFailed,
            "installation.moved-on",
            newest == 0
                ? $"{part.Title} is not written here; send 'If-None-Match: *' to write it"
                : $"the newest revision of {part.Title} is {newest}; look at it before you change it"
        );

    private static Problem Refused(Part part, PartChange.Unreadable unreadable) =>
        new(
            StatusCodes.Status422UnprocessableEntity,
            "installation.refused",
            $"{part.Title} is not accepted; {unreadable.Problems.Count} "
                + $"{(unreadable.Problems.Count == 1 ? "thing is" : "things are")} wrong",
            unreadable.Problems.Select(ProblemAt.Of).ToValueList()
        );
}
