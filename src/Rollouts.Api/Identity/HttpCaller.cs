using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Identity;

/// <summary>The caller of a request. The middleware sets it once the caller is authenticated and entitled.</summary>
internal static class HttpCaller
{
    private static readonly object Place = new();

    /// <exception cref="InvalidCastException">The request has no caller: its endpoint allows all.</exception>
    public static Caller Of(HttpContext context) => (Caller)context.Items[Place]!;

    /// <summary>Null if no caller is authenticated.</summary>
    public static Caller? Known(HttpContext context) => context.Items[Place] as Caller;

    public static void Set(HttpContext context, Caller caller) => context.Items[Place] = caller;
}
