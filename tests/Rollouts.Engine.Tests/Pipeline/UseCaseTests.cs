using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Domain.Access;
using Rollouts.Engine.Access;
using Rollouts.Engine.Pipeline;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Tests.Pipeline;

/// <summary>What every request declares, and what runs around its handler.</summary>
public sealed class UseCaseTests
{
    [Fact]
    public void Every_request_declares_the_permission_and_the_reach_that_it_demands() =>
        Approved.Matches(
            "use-cases",
            string.Concat(UseCaseServices.Requests.Select(request => LineOf(UseCaseDeclaration.Of(request))))
        );

    [Fact]
    public void A_request_without_a_declaration_keeps_the_host_from_starting()
    {
        Assert.Contains("Undeclared", Refusal(typeof(Undeclared)), StringComparison.Ordinal);
        Assert.Contains("Unnamed", Refusal(typeof(Unnamed)), StringComparison.Ordinal);
        Assert.Contains("Unbound", Refusal(typeof(Unbound)), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_request_has_the_behaviours_around_it_in_their_order()
    {
        var services = new ServiceCollection();
        services.AddUseCases();
        foreach (var request in UseCaseServices.Requests)
        {
            Assert.Equal(
                ["TracingBehaviour", "RefusalAuditBehaviour", "AuthorizationBehaviour", "IdempotencyBehaviour"],
                services
                    .Where(service =>
                        service.ServiceType is { IsGenericType: true } type
                        && type.GetGenericTypeDefinition() == typeof(IPipelineBehavior<,>)
                        && type.GetGenericArguments()[0] == request
                    )
                    .Select(service => service.ImplementationType!.Name.Split('`')[0])
            );
        }
    }

    [Fact]
    public void A_request_that_demands_an_environment_is_refused_to_a_caller_of_one_of_its_services()
    {
        var (service, environment) = (new ServiceName("shop"), new EnvironmentName("prod"));
        var narrow = Caller.Owner with
        {
            Grants = [new Grant(Role.Operator, [new NamePattern("shop")], [new NamePattern("prod")])],
        };

        Assert.Null(
            AuthorizationRules.Beyond(narrow, RequiredReach.Service, new NamedResource.OfService(service, environment))
        );
        Assert.NotNull(
            AuthorizationRules.Beyond(
                narrow,
                RequiredReach.Environment,
                new NamedResource.OfService(service, environment)
            )
        );
    }

    private static string Refusal(Type request) =>
        Assert.Throws<InvalidOperationException>(() => UseCaseDeclaration.Of(request)).Message;

    private static string LineOf(UseCaseDeclaration declared) =>
        $"{declared.Request.Name}: "
        + (
            declared.Permission is { } permission
                ? $"{Permissions.NameOf(permission)}, {declared.Reach.ToString().ToLowerInvariant()}"
                : "authenticates itself"
        )
        + "\n";

    private sealed record Undeclared(RequestContext Context) : IUseCase<string>;

    [Requires(Permission.Read, RequiredReach.Service)]
    private sealed record Unnamed(RequestContext Context) : IUseCase<string>;

    [Requires(Permission.Read, RequiredReach.None)]
    private sealed record Unbound(RequestContext Context) : IUseCase<string>, INamesResource
    {
        NamedResource? INamesResource.Named => null;
    }
}
