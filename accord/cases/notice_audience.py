"""Who receives a notice: by the members' directory, the signed policy, or the notice's own list."""

from accord.cases.notice import Notice
from accord.cases.notice_codes import Distribution
from accord.errors import PolicyError
from accord.trust.directory import Directory
from accord.trust.policy_notice import NoticePolicy
from accord.wire.kinds import MessageKind
