namespace Rollouts.Engine.Requests;

/// <summary>
/// Declares that a request has no caller, because its handler verifies the signature or secret of the message.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AuthenticatesItselfAttribute : Attribute;
