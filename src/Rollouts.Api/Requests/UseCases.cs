using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts.Commands;
using Rollouts.Storage.Idempotency;

namespace Rollouts.Api.Requests;

/// <summary>Translates HTTP requests into use cases, sends them, and translates their results into responses.</summary>
internal sealed class UseCases(IMediator mediator, IdempotencyService keys)
{
    /// <summary>Answers a request with a body of JSON.</summary>
    public Task<IResult> AnswerAsync<TBody, T>(
        HttpContext context,
        Func<RequestContext, TBody, IUseCase<T>> read,
        Func<UseCaseResult<T>.Done, Reply> say
    ) => AnswerAsync(context, (to, bytes) => read(to, Body.Parse<TBody>(bytes)), say);

    /// <summary>Answers a request with a body of another format.</summary>
    public async Task<IResult> AnswerAsync<T>(
        HttpContext context,
        Func<RequestContext, byte[], IUseCase<T>> read,
        Func<UseCaseResult<T>.Done, Reply> say
    )
    {
        // Read before the key is looked up, so that a body that is too large leaves no record.
        var bytes = await Body.ReadAsync(context);
        return await AnswerAsync(context, bytes, to => read(to, bytes), say);
    }

    /// <summary>Answers a request without a body. A body is ignored.</summary>
    public Task<IResult> AnswerAsync<T>(
        HttpContext context,
        Func<RequestContext, IUseCase<T>> read,
        Func<UseCaseResult<T>.Done, Reply> say
    ) => AnswerAsync(context, [], read, say);

    /// <summary>Sends a use case.</summary>
    public async Task<UseCaseResult<T>> SendAsync<T>(HttpContext context, IUseCase<T> request)
    {
        var result = await mediator.Send(request, context.RequestAborted);
        if (result is UseCaseResult<T>.Refused { Why.Kind: RefusalKind.Forbidden })
        {
            HttpAccessLog.IsRecorded(context);
        }

        return result;
    }

    /// <summary>Sends a query and returns its result.</summary>
    /// <exception cref="BadRequestException">The query is refused.</exception>
    public Task<T> ReadAsync<T>(HttpContext context, Func<RequestContext, IUseCase<T>> query) =>
        OutcomeAsync(context, query(ContextOf(context)));

    /// <summary>Sends a request without an idempotency key.</summary>
    /// <exception cref="BadRequestException">The request is refused.</exception>
    public async Task<T> OutcomeAsync<T>(HttpContext context, IUseCase<T> request) =>
        await SendAsync(context, request) switch
        {
            UseCaseResult<T>.Done done => done.Value,
            UseCaseResult<T>.Refused refused => throw new BadRequestException(UseCaseReplies.Of(refused)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Reads the rollout in the address.</summary>
    /// <exception cref="BadRequestException">The rollout does not exist, or the caller does not reach it.</exception>
    public Task<Rollout> RolloutAsync(HttpContext context, string id)
    {
        var rollout = RolloutNamed(id);
        return ReadAsync(context, to => new ReadRollout(to, rollout));
    }

    /// <exception cref="BadRequestException">The id is invalid.</exception>
    public static RolloutId RolloutNamed(string id) =>
        Names.Rollout(id) ?? throw new BadRequestException(Problem.Of(RequestRefusals.NoSuchRollout(id)));

    /// <summary>The context of a request without an idempotency key.</summary>
    /// <param name="key">The name of the request; null generates one.</param>
    public static RequestContext ContextOf(HttpContext context, string? key = null) =>
        new(HttpCaller.Of(context), key ?? $"request-{Guid.NewGuid():N}", HttpAccessLog.SourceOf(context));

    /// <summary>Answers a request whose body was read before.</summary>
    public async Task<IResult> AnswerAsync<T>(
        HttpContext context,
        byte[] body,
        Func<RequestContext, IUseCase<T>> read,
        Func<UseCaseResult<T>.Done, Reply> say
    )
    {
        var key = IdempotencyKeys.In(context);
        var to = ContextOf(context, key);
        if (key is not null)
        {
            var request = new RequestKey(to.Caller.Id, key);
            to.Idempotent = new IdempotentRequest(
                request,
                IdempotencyKeys.DigestOf(context, body),
                result => Stored(request, UseCaseReplies.Of((UseCaseResult<T>)result, say))
            );
        }

        IUseCase<T> useCase;
        try
        {
            useCase = read(to);
        }
        catch (BadRequestException exception) when (to.Idempotent is not null)
        {
            return await RefuseAsync<T>(context, to.Idempotent, exception.Problem);
        }

        return ResultOf(context, await SendAsync(context, useCase), say);
    }

    // An invalid request gets a stored answer too. Otherwise the next request with its key would wait for it.
    private async Task<IResult> RefuseAsync<T>(HttpContext context, IdempotentRequest request, Problem problem)
    {
        if (await keys.ReceiveAsync<T>(request, context.RequestAborted) is { } earlier)
        {
            return ResultOf(context, earlier, _ => throw new System.Diagnostics.UnreachableException());
        }

        await keys.StoreAsync(Stored(request.Key, Reply.Of(problem)));
        return Replies.Of(problem);
    }

    private static IResult ResultOf<T>(
        HttpContext context,
        UseCaseResult<T> result,
        Func<UseCaseResult<T>.Done, Reply> say
    )
    {
        switch (result)
        {
            case UseCaseResult<T>.AnsweredBefore:
                context.Response.Headers["Idempotency-Replayed"] = "true";
                break;
            case UseCaseResult<T>.Refused { RetryAfter: { } pause }:
                context.Response.Headers.RetryAfter = pause.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
                break;
        }

        return Replies.Of(UseCaseReplies.Of(result, say));
    }

    private static StoredAnswer Stored(RequestKey request, Reply reply) => new(request, reply.Status, reply.Body);
}
