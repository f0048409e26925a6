"""The addresses of events and reports."""

from django.urls import path, re_path

from trainings.views import (
    attendance,
    certificates,
    checkin,
    desks,
    events,
    files,
    history,
    invitations,
    participants,
    printouts,
    reports,
    rows,
    schedule,
    summary,
)

EVENT = "kegiatan/<slug:slug>/"
DESK = f"{EVENT}meja/<int:session>/"

urlpatterns = [
    path("kegiatan/", events.EventList.as_view(), name="events"),
    path("kegiatan/baru/", events.EventCreate.as_view(), name="event_create"),
    path(EVENT, summary.EventSummary.as_view(), name="event"),
    path(f"{EVENT}ubah/", events.EventEdit.as_view(), name="event_edit"),
    path(f"{EVENT}hari/", rows.EventSessions.as_view(), name="event_sessions"),
    path(f"{EVENT}kuota/", rows.EventQuotas.as_view(), name="event_quotas"),
    path(f"{EVENT}jumlah/", rows.EventClaims.as_view(), name="event_claims"),
    path(f"{EVENT}narasumber/", rows.EventSpeakers.as_view(), name="event_speakers"),
    path(f"{EVENT}jadwal/", schedule.EventAgenda.as_view(), name="event_agenda"),
    path(f"{EVENT}jadwal/<int:session>/", rows.SessionTopics.as_view(), name="event_topics"),
    path(f"{EVENT}peserta/", participants.ParticipantList.as_view(), name="event_participants"),
    path(f"{EVENT}peserta/ekspor/", participants.ParticipantExport.as_view(), name="event_export"),
    path(f"{EVENT}peserta/undang/", invitations.EventInvite.as_view(), name="event_invite"),
    path(f"{EVENT}peserta/tambah/", invitations.ParticipantAdd.as_view(), name="event_participant_add"),
    path(f"{EVENT}peserta/wilayah/", invitations.RegionAdd.as_view(), name="event_region_add"),
    path(f"{EVENT}peserta/tamu/", invitations.GuestAdd.as_view(), name="event_guest_add"),
    path(
        f"{EVENT}peserta/keluarkan/",
        participants.ParticipantRemove.as_view(),
        name="event_participants_remove",
    ),
    path(f"{EVENT}kehadiran/", attendance.AttendanceGrid.as_view(), name="event_attendance"),
    path(f"{EVENT}sertifikat/", certificates.CertificateList.as_view(), name="event_certificates"),
    path(
        f"{EVENT}sertifikat/terbitkan/",
        certificates.CertificatesIssue.as_view(),
        name="event_certificates_issue",
    ),
    path(
        f"{EVENT}sertifikat/<int:pk>/cabut/",
        certificates.CertificateRevoke.as_view(),
        name="certificate_revoke",
    ),
    path(
        f"{EVENT}sertifikat/<int:pk>/ganti/",
        certificates.CertificateReissue.as_view(),
        name="certificate_reissue",
    ),
    path(f"{EVENT}meja/", checkin.DeskNow.as_view(), name="checkin"),
    path(DESK, checkin.DeskPage.as_view(), name="checkin_desk"),
    path(f"{DESK}hadir/", checkin.CheckIn.as_view(), name="checkin_record"),
    path(f"{DESK}urung/", checkin.Undo.as_view(), name="checkin_undo"),
    path(f"{DESK}tambahan/", checkin.WalkIn.as_view(), name="checkin_walk_in"),
    path(f"{DESK}jumlah/", checkin.DeskCount.as_view(), name="checkin_count"),
    path(f"{DESK}nama/", checkin.DeskNames.as_view(), name="checkin_names"),
    path(f"{EVENT}petugas/", desks.EventDesks.as_view(), name="event_desks"),
    path(f"{EVENT}riwayat/", history.EventHistory.as_view(), name="event_history"),
    path(f"{EVENT}tutup/", events.EventClose.as_view(), name="event_close"),
    path(f"{EVENT}buka/", events.EventReopen.as_view(), name="event_reopen"),
    path(f"{EVENT}batal/", events.EventCancel.as_view(), name="event_cancel"),
    path(f"{EVENT}salin/", events.EventCopy.as_view(), name="event_copy"),
    path("berkas/lampiran/<int:pk>/", files.attachment_file, name="attachment_file"),
    path("berkas/pelatihan/<int:pk>/", files.outside_scan, name="outside_scan"),
    path("laporan/", reports.ReportList.as_view(), name="reports"),
    path("laporan/cetakan/<int:pk>/", printouts.PrintoutPage.as_view(), name="printout"),
    path("berkas/cetakan/<int:pk>/", printouts.printout_file, name="printout_file"),
    path("laporan/<slug:slug>/pesan/", printouts.ReportOrder.as_view(), name="report_order"),
    path("laporan/<slug:slug>/", reports.ReportPage.as_view(), name="report"),
    re_path(
        r"^laporan/(?P<slug>[a-z-]+)/(?P<file_format>pdf|xlsx|csv|zip)/$",
        reports.ReportFile.as_view(),
        name="report_file",
    ),
]
