using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Rollouts.Api.Http;
using Rollouts.Engine.Streams;
using Rollouts.Storage;

namespace Rollouts.Api.Hosting;

/// <summary>Turns an exception of a request into a problem document without details.</summary>
internal sealed partial class ExceptionMiddleware(RequestDelegate next, ILogger<ExceptionMiddleware> logger)
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
            // The client has disconnected, so no response is possible.
        }
        // The edge of the process: a bug is logged once here, and the caller learns that it was one.
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
