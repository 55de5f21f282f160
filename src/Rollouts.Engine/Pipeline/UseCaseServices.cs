using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Pipeline;

/// <summary>Registers every use case of the engine, and the behaviours around each.</summary>
public static class UseCaseServices
{
    /// <summary>From the outermost to the innermost.</summary>
    private static readonly Type[] Behaviours =
    [
        typeof(TracingBehaviour<,>),
        typeof(RefusalAuditBehaviour<,>),
        typeof(AuthorizationBehaviour<,>),
        typeof(IdempotencyBehaviour<,>),
    ];

    /// <summary>The requests that the engine handles.</summary>
    public static IReadOnlyList<Type> Requests { get; } =
    [
        .. typeof(UseCaseServices)
            .Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsClass: true } && type.IsAssignableTo(typeof(IUseCase)))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <exception cref="InvalidOperationException">
    /// A request has no declaration, or not exactly one handler.
    /// </exception>
    public static IServiceCollection AddUseCases(this IServiceCollection services)
    {
        services.AddSingleton<ServiceFactory>(provider => provider.GetService!);
        services.AddSingleton<IMediator, Mediator>();
        services.AddSingleton<IdempotencyService>();
        foreach (var request in Requests)
        {
            Add(services, UseCaseDeclaration.Of(request).Request);
        }

        return services;
    }

    // Closed for each request: the container cannot match the result of a behaviour that is generic in its value alone.
    private static void Add(IServiceCollection services, Type request)
    {
        var value = request
            .GetInterfaces()
            .Single(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IUseCase<>))
            .GetGenericArguments()[0];
        var result = typeof(UseCaseResult<>).MakeGenericType(value);
        var handled = typeof(IRequestHandler<,>).MakeGenericType(request, result);
        var handlers = typeof(UseCaseServices)
            .Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(handled))
            .ToList();
        if (handlers is not [var handler])
        {
            throw new InvalidOperationException($"The request {request.Name} has {handlers.Count} handlers, not one.");
        }

        services.AddTransient(handled, handler);
        foreach (var behaviour in Behaviours)
        {
            services.AddTransient(
                typeof(IPipelineBehavior<,>).MakeGenericType(request, result),
                behaviour.MakeGenericType(request, value)
            );
        }
    }
}
