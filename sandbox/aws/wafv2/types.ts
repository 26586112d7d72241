export const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
export const LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
export const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
