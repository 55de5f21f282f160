using Rollouts.Engine.Access;

namespace Rollouts.Engine.Requests;

/// <summary>Declares the permission and the reach that a request requires.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RequiresAttribute(Permission permission, RequiredReach reach) : Attribute
{
    public Permission Permission => permission;

    public RequiredReach Reach => reach;
}
