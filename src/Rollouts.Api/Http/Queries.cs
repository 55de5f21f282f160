using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Http;

/// <summary>
/// Refuses unknown query parameters, because a misspelt filter would show the rows that it was to hide.
/// </summary>
internal static class Queries
{
    public static EndpointFilterDelegate Check(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var known = NamesOf(factory.MethodInfo).ToHashSet(StringComparer.Ordinal);
        return invocation =>
        {
            var request = invocation.HttpContext.Request;
            foreach (var (name, values) in request.Query)
            {
                if (!known.Contains(name) || request.RouteValues.ContainsKey(name))
                {
                    return Refused($"there is no '{Short(name)}' to ask for here{Choice(request, known)}");
                }

                if (values.Count != 1)
                {
                    return Refused($"'{name}' is given {values.Count} times");
                }
            }

            return next(invocation);
        };
    }

    /// <summary>The query parameters of an endpoint: the plain values among its parameters.</summary>
    public static IEnumerable<string> NamesOf(MethodInfo endpoint) =>
        endpoint
            .GetParameters()
            .Where(parameter =>
                (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) is var type
                && (type == typeof(string) || type.IsPrimitive)
            )
            .Select(parameter => parameter.Name!);

    private static string Choice(HttpRequest request, HashSet<string> known)
    {
        var choice = known.Where(name => !request.RouteValues.ContainsKey(name)).Order(StringComparer.Ordinal).ToList();
        return choice.Count == 0 ? "" : $"; there are {string.Join(", ", choice)}";
    }

    private static string Short(string name) => name.Length <= 40 ? name : $"{name[..40]}...";

    private static ValueTask<object?> Refused(string why) =>
        new(Replies.Of(new Problem(StatusCodes.Status400BadRequest, "request.query", why)));
}
