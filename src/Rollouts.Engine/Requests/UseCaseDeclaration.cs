using System.Reflection;
using Rollouts.Engine.Access;

namespace Rollouts.Engine.Requests;

/// <summary>The permission and the reach that a type of request requires.</summary>
/// <param name="Permission">Null for a request that authenticates itself.</param>
public sealed record UseCaseDeclaration(Type Request, Permission? Permission, RequiredReach Reach)
{
    /// <exception cref="InvalidOperationException">
    /// The type has no declaration, or declares a reach without naming a resource.
    /// </exception>
    public static UseCaseDeclaration Of(Type request)
    {
        if (request.GetCustomAttribute<AuthenticatesItselfAttribute>() is not null)
        {
            return new UseCaseDeclaration(request, null, RequiredReach.None);
        }

        if (request.GetCustomAttribute<RequiresAttribute>() is not { } declared)
        {
            throw new InvalidOperationException(
                $"The request {request.Name} declares neither a permission and a reach nor that it authenticates "
                    + "itself."
            );
        }

        // Without a named resource the reach could not be checked.
        if (
            declared.Reach is RequiredReach.Service or RequiredReach.Environment
            && !request.IsAssignableTo(typeof(INamesResource))
        )
        {
            throw new InvalidOperationException(
                $"The request {request.Name} demands the reach '{declared.Reach}' and names no service, environment or "
                    + "rollout."
            );
        }

        if (declared.Reach is RequiredReach.None && request.IsAssignableTo(typeof(INamesResource)))
        {
            throw new InvalidOperationException(
                $"The request {request.Name} names a service, environment or rollout and demands no reach."
            );
        }

        return new UseCaseDeclaration(request, declared.Permission, declared.Reach);
    }
}
