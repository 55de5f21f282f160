using MediatR;

namespace Rollouts.Engine.Requests;

/// <summary>
/// An action or a query of a person, a pipeline or a program. Each face (HTTP, dashboard, webhooks) translates its
/// input into one of these and sends it.
/// </summary>
public interface IUseCase
{
    RequestContext Context { get; }
}

/// <typeparam name="T">The result of a successful request.</typeparam>
public interface IUseCase<T> : IUseCase, IRequest<UseCaseResult<T>>;
