using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Rollouts.Api.Requests;
using Rollouts.Integrations.Storage;
using Rollouts.Worker.Streams;

namespace Rollouts.Api.Problems;

/// <summary>Turns whatever goes wrong under a request into a problem document, and tells strangers no more.</summary>
internal sealed partial class Troubles(RequestDelegate next, ILogger<Troubles> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (BlankAnswers.Of(context) is { } problem)
            {
                await Replies.WriteAsync(context, problem);
            }
        }
        catch (BadRequestException exception)
        {
            await Replies.WriteAsync(context, exception.Problem);
        }
        catch (BadHttpRequestException exception)
        {
            await Replies.WriteAsync(
                context,
                exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? Body.TooLargeProblem
                    : new Problem(exception.StatusCode, "request.unreadable", exception.Message)
            );
        }
        catch (StoreUnavailableException exception)
        {
            LogStore(logger, exception);
            context.Response.Headers.RetryAfter = "2";
            await Replies.WriteAsync(
                context,
                new Problem(
                    503,
                    "store.unavailable",
                    "the store is out of reach; nothing was changed, or all of it: ask again"
                )
            );
        }
        catch (UnreadableStreamException exception)
        {
            LogUnreadable(logger, exception);
            await Replies.WriteAsync(context, new Problem(503, "stream.unreadable", exception.Message));
        }
        catch (ConflictException exception)
        {
            await Replies.WriteAsync(context, Problem.Conflict(exception.Resource));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more who could be told.
        }
        // The edge of the process: a bug is told once here, and the caller that it was one.
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogBug(logger, context.Request.Method, context.Request.Path, context.TraceIdentifier, exception);
            await Replies.WriteAsync(
                context,
                new Problem(500, "server.fault", "this is a fault of the server; its log says more")
            );
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The store is out of reach")]
    private static partial void LogStore(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "A stream cannot be read by this build")]
    private static partial void LogUnreadable(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "Unhandled exception in {Method} {Path} ({RequestId})")]
    private static partial void LogBug(
        ILogger logger,
        string method,
        string path,
        string requestId,
        Exception exception
    );
}
